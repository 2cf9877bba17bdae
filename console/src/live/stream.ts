import { streamPath } from 'virtual:endpoints';
import type { LiveNotices } from '@gongdan/contract/console';
import { onSession, sessionState } from '../api/session.ts';
import { windowId } from './window-id.ts';

const kinds = ['ticket', 'presence', 'catalog', 'views', 'missed', 'ended'] as const satisfies (keyof LiveNotices)[];
const longestWaitMs = 30_000;

export interface Listener {
  readonly onNotice: <Kind extends keyof LiveNotices>(kind: Kind, data: LiveNotices[Kind]) => void;
  readonly onState: (connected: boolean) => void;
}

/**
 * Listens to the server until the function returned is called. A stream that breaks is opened again after a wait that
 * doubles and is spread, and then something may have been missed; `late` says that it may have been already.
 */
export function openStream({ onNotice, onState }: Listener, late: boolean): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let behind = late;

  const connect = () => {
    timer = undefined;
    source = new EventSource(`${streamPath}?windowId=${encodeURIComponent(windowId)}`);
    source.onopen = () => {
      failures = 0;
      onState(true);
      if (behind) onNotice('missed', {});
      behind = true;
    };
    source.onerror = () => {
      source?.close();
      failures += 1;
      // One missed beat is no news: a proxy may close long answers now and then.
      if (failures > 1) onState(false);
      timer = setTimeout(connect, waitMs(failures));
    };
    for (const kind of kinds) {
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        onNotice(kind, JSON.parse(event.data) as LiveNotices[typeof kind]);
      });
    }
  };
  // Whoever has signed in again need not wait for the next try.
  const forget = onSession(() => {
    if (timer === undefined || sessionState().lost) return;
    clearTimeout(timer);
    connect();
  });
  connect();
  return () => {
    forget();
    clearTimeout(timer);
    source?.close();
  };
}

function waitMs(failures: number): number {
  return Math.min(longestWaitMs, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
}
