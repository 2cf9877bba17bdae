import type { ServerResponse } from 'node:http';
import type { LiveNotices } from '@gongdan/contract/console';
import type { Session } from '../../people/sessions.ts';

/** An open window of a browser, and the stream to it. */
export interface Listener {
  readonly companyId: string;
  readonly agentId: string;
  readonly windowId: string;
  readonly session: Session;
  /** Sends a notice (see `Live`). `data` is its JSON, which is written once for all listeners. */
  tell(event: keyof LiveNotices, data: string): void;
  /** Sends an empty comment, so that proxies and browsers see that the stream lives. */
  beat(): void;
  end(): void;
}

/**
 * How many bytes are buffered for a slow browser. When there are more, the server closes the stream. The browser then
 * reconnects and gets the notice `missed`.
 */
export const mostWaiting = 256 * 1024;

/** A browser reconnects so long after it lost its stream. */
const retryMs = 2000;

/**
 * Begins server-sent events on a response. `isReconnect` is true when the browser had a stream before; it may have
 * missed something in between, and is told to read again.
 */
export function openListener(
  response: ServerResponse,
  member: Pick<Listener, 'companyId' | 'agentId' | 'windowId' | 'session'>,
  isReconnect: boolean,
): Listener {
  let count = 0;

  function write(text: string): void {
    if (response.writableEnded || response.destroyed) return;
    if (response.writableLength > mostWaiting) response.destroy();
    else response.write(text);
  }

  function tell(event: keyof LiveNotices, data: string): void {
    count += 1;
    // Because of the id, the browser sends `Last-Event-ID` when it reconnects.
    write(`id: ${count}\nevent: ${event}\ndata: ${data}\n\n`);
  }

  write(`retry: ${retryMs}\nid: 0\n\n`);
  if (isReconnect) tell('missed', '{}');
  return {
    ...member,
    tell,
    beat: () => write(':\n\n'),
    end() {
      response.end();
    },
  };
}
