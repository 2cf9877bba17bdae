import type { LiveNotices } from '@gongdan/contract/console';
import { type Listener, openStream } from './stream.ts';
import { sharing } from './window-id.ts';

type Message = { readonly connected: boolean } | { readonly kind: keyof LiveNotices; readonly data: never };

/**
 * Listens until the function returned is called; `name` is of whom listens. Of all windows of a browser one has the
 * stream and tells the others: over plain HTTP/1.1 six streams would take every connection there is.
 */
export function listen(name: string, listener: Listener): () => void {
  if (!sharing) return openStream(listener, false);
  const channel = new BroadcastChannel(`gongdan.live.${name}`);
  const gone = new AbortController();
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('connected' in data) listener.onState(data.connected);
    else listener.onNotice(data.kind, data.data);
  };
  const tellAll: Listener = {
    onNotice: (kind, data) => {
      listener.onNotice(kind, data);
      channel.postMessage({ kind, data });
    },
    onState: (connected) => {
      listener.onState(connected);
      channel.postMessage({ connected });
    },
  };
  lead(`gongdan.live.${name}`, tellAll, gone.signal).catch(reportError);
  return () => {
    gone.abort();
    channel.close();
  };
}

/** Opens the stream as soon as no other window has it. Whoever waited for that may have missed something. */
async function lead(lock: string, listener: Listener, gone: AbortSignal): Promise<void> {
  const hold = (late: boolean) =>
    new Promise<void>((resolve) => {
      const close = openStream(listener, late);
      gone.addEventListener('abort', () => {
        close();
        resolve();
      });
    });
  const led = await navigator.locks.request(lock, { ifAvailable: true }, async (free) => {
    if (free === null || gone.aborted) return false;
    await hold(false);
    return true;
  });
  if (led || gone.aborted) return;
  // The wait ends with an error when the window goes first.
  await navigator.locks.request(lock, { signal: gone }, () => hold(true)).catch(() => undefined);
}
