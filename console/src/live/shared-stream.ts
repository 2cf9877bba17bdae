import type { LiveNotices } from '@gongdan/contract/console';
import { type Listener, openStream } from './stream.ts';
import { canShareStream } from './window-id.ts';

type Message = { readonly connected: boolean } | { readonly kind: keyof LiveNotices; readonly data: never };

/**
 * Listens until the returned function is called; `name` is the id of the signed-in agent. One window of the browser
 * holds the stream and forwards its notices to the others. Over HTTP/1.1 a browser opens only six connections to a
 * server, and six windows with a stream each would use them all.
 */
export function openSharedStream(name: string, listener: Listener): () => void {
  if (!canShareStream) return openStream(listener, false);
  const channel = new BroadcastChannel(`gongdan.live.${name}`);
  const gone = new AbortController();
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('connected' in data) listener.onState(data.connected);
    else listener.onNotice(data.kind, data.data);
  };
  const forwarding: Listener = {
    onNotice: (kind, data) => {
      listener.onNotice(kind, data);
      channel.postMessage({ kind, data });
    },
    onState: (connected) => {
      listener.onState(connected);
      channel.postMessage({ connected });
    },
  };
  lead(`gongdan.live.${name}`, forwarding, gone.signal).catch(reportError);
  return () => {
    gone.abort();
    channel.close();
  };
}

/** Opens the stream once no other window holds it. A window that had to wait for it may have missed notices. */
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
  // The request rejects if this window stops listening before it gets the lock.
  await navigator.locks.request(lock, { signal: gone }, () => hold(true)).catch(() => undefined);
}
