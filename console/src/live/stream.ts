import { streamPath } from 'virtual:endpoints';
import type { LiveNotices } from '@gongdan/contract/console';
import { onSession, sessionState } from '../api/session.ts';
import { windowId } from './window-id.ts';

const kinds = ['ticket', 'presence', 'catalog', 'views', 'missed', 'ended'] as const satisfies (keyof LiveNotices)[];
const maxWaitMs = 30_000;

export interface Listener {
  readonly onNotice: <Kind extends keyof LiveNotices>(kind: Kind, data: LiveNotices[Kind]) => void;
  readonly onState: (connected: boolean) => void;
}

/**
 * Listens to the live stream of the server until the returned function is called. A broken stream is reopened with
 * exponential backoff and jitter, after at most 30 s. Each time a stream was reopened, the notice `missed` is reported.
 * If `late` is true, notices may have been missed before the first connection, and `missed` is reported after it, too.
 */
export function openStream({ onNotice, onState }: Listener, late: boolean): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let mayHaveMissed = late;

  const connect = () => {
    timer = undefined;
    source = new EventSource(`${streamPath}?windowId=${encodeURIComponent(windowId)}`);
    source.onopen = () => {
      failures = 0;
      onState(true);
      if (mayHaveMissed) onNotice('missed', {});
      mayHaveMissed = true;
    };
    source.onerror = () => {
      source?.close();
      failures += 1;
      // A single failure is not shown: proxies may close long responses from time to time.
      if (failures > 1) onState(false);
      timer = setTimeout(connect, waitMs(failures));
    };
    for (const kind of kinds) {
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        onNotice(kind, JSON.parse(event.data) as LiveNotices[typeof kind]);
      });
    }
  };
  // After a new sign-in the stream reconnects at once instead of waiting for the next try.
  const stopSession = onSession(() => {
    if (timer === undefined || sessionState().lost) return;
    clearTimeout(timer);
    connect();
  });
  connect();
  return () => {
    stopSession();
    clearTimeout(timer);
    source?.close();
  };
}

/** Returns a random time between half and all of the backoff: 1 s, 2 s, 4 s … with each failure, and at most 30 s. */
function waitMs(failures: number): number {
  return Math.min(maxWaitMs, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
}
