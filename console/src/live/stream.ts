import { streamPath } from 'virtual:endpoints';
import type { LiveNotices } from '@gongdan/contract/console';

/** This window, to the server: it is not told of itself. */
export const windowId = crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

const kinds = ['ticket', 'presence', 'catalog', 'views', 'missed', 'ended'] as const satisfies (keyof LiveNotices)[];
const longestWaitMs = 30_000;

interface Listener {
  readonly onNotice: <Kind extends keyof LiveNotices>(kind: Kind, data: LiveNotices[Kind]) => void;
  readonly onState: (connected: boolean) => void;
}

/**
 * Listens to the server until the function returned is called. A stream that breaks is opened again after a wait that
 * doubles and is spread, and then something may have been missed.
 */
export function openStream({ onNotice, onState }: Listener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let openedBefore = false;

  const connect = () => {
    source = new EventSource(`${streamPath}?windowId=${encodeURIComponent(windowId)}`);
    source.onopen = () => {
      failures = 0;
      onState(true);
      if (openedBefore) onNotice('missed', {});
      openedBefore = true;
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
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function waitMs(failures: number): number {
  return Math.min(longestWaitMs, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
}
