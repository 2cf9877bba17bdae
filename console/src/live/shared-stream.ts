import type { LiveNotices } from '@gongdan/contract/console';
import { type Listener, openStream } from './stream.ts';
import { canShareStream } from './window-id.ts';

/**
 * A message from the window that holds the stream. `data` is `never`, so that it fits the listener for every `kind`.
 */
type Message = { readonly connected: boolean } | { readonly kind: keyof LiveNotices; readonly data: never };

/**
 * Listens until the returned function is called; `agentId` is that of the signed-in agent. If the windows of the
 * browser can share a stream, one of them holds it and forwards its notices to the others. Otherwise each opens its
 * own. Over HTTP/1.1 a browser opens only six connections to a server, and six windows with a stream each would use
 * them all.
 */
export function openSharedStream(agentId: string, listener: Listener): () => void {
  if (!canShareStream) return openStream(listener, false);
  const channel = new BroadcastChannel(`gongdan.live.${agentId}`);
  const stopped = new AbortController();
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
  holdStream(`gongdan.live.${agentId}`, forwarding, stopped.signal).catch(reportError);
  return () => {
    stopped.abort();
    channel.close();
  };
}

/**
 * Opens the stream as soon as no other window holds it. A window that had to wait may have missed notices between the
 * other stream and its own.
 */
async function holdStream(lock: string, listener: Listener, stopped: AbortSignal): Promise<void> {
  const streamUntilStopped = (late: boolean) =>
    new Promise<void>((resolve) => {
      const close = openStream(listener, late);
      stopped.addEventListener('abort', () => {
        close();
        resolve();
      });
    });
  const heldAtOnce = await navigator.locks.request(lock, { ifAvailable: true }, async (free) => {
    if (free === null || stopped.aborted) return false;
    await streamUntilStopped(false);
    return true;
  });
  if (heldAtOnce || stopped.aborted) return;
  // The request rejects if this window stops listening before it gets the lock.
  await navigator.locks.request(lock, { signal: stopped }, () => streamUntilStopped(true)).catch(() => undefined);
}
