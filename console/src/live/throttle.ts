interface ThrottleOptions {
  /**
   * The call waits for a random time between a quarter of this and all of it, so that a thousand windows do not call at
   * the same instant.
   */
  readonly jitterMs: number;
  /** The minimum time between two calls. */
  readonly minIntervalMs: number;
}

/** Throttles `act`: calls made while one is pending are merged into it, and it waits while the page is hidden. */
export function throttle(act: () => void, { jitterMs, minIntervalMs }: ThrottleOptions): () => void {
  let pending = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  const run = () => {
    pending = false;
    lastAt = performance.now();
    act();
  };
  return () => {
    if (pending) return;
    pending = true;
    const rest = Math.max(0, lastAt + minIntervalMs - performance.now());
    setTimeout(() => whenVisible(run), rest + jitterMs * (0.25 + Math.random() * 0.75));
  };
}

/** Calls `act` at once if the page is visible, otherwise as soon as it is. */
function whenVisible(act: () => void): void {
  if (document.visibilityState === 'visible') act();
  else document.addEventListener('visibilitychange', () => whenVisible(act), { once: true });
}
