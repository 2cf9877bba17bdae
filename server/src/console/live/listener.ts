import type { ServerResponse } from 'node:http';
import type { LiveNotices } from '@gongdan/contract/console';
import type { Session } from '../../people/sessions.ts';

/** A window of a browser that is told what happens. */
export interface Listener {
  readonly companyId: string;
  readonly agentId: string;
  readonly windowId: string;
  readonly session: Session;
  /** `data` is the notice as JSON, written once for all who are told. */
  tell(event: keyof LiveNotices, data: string): void;
  /** Says nothing, so that proxies and browsers see that it lives. */
  beat(): void;
  end(): void;
}

/** Bytes that wait for a slow browser; one beyond it is cut off, and told so when it comes again. */
export const mostWaiting = 256 * 1024;

/** After so long a browser comes again. */
const retryMs = 2000;

/** Server-sent events on a response. `cameBack`: the browser had a stream before, and may have missed something. */
export function openListener(
  response: ServerResponse,
  member: Pick<Listener, 'companyId' | 'agentId' | 'windowId' | 'session'>,
  cameBack: boolean,
): Listener {
  let told = 0;

  function write(text: string): void {
    if (response.writableEnded || response.destroyed) return;
    if (response.writableLength > mostWaiting) response.destroy();
    else response.write(text);
  }

  function tell(event: keyof LiveNotices, data: string): void {
    told += 1;
    // With an id the browser says when it comes back that it had been here.
    write(`id: ${told}\nevent: ${event}\ndata: ${data}\n\n`);
  }

  write(`retry: ${retryMs}\nid: 0\n\n`);
  if (cameBack) tell('missed', '{}');
  return {
    ...member,
    tell,
    beat: () => write(':\n\n'),
    end() {
      response.end();
    },
  };
}
