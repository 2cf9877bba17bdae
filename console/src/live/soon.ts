interface Pace {
  /** The first is done within so long, at a moment of its own: a thousand windows do not ask in the same instant. */
  readonly withinMs: number;
  /** From one to the next at least so long. */
  readonly restMs: number;
}

/** Calls that come together become one; none is made while nobody looks at the page. */
export function soon(act: () => void, { withinMs, restMs }: Pace): () => void {
  let waiting = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  const go = () => {
    waiting = false;
    lastAt = performance.now();
    act();
  };
  return () => {
    if (waiting) return;
    waiting = true;
    const rest = Math.max(0, lastAt + restMs - performance.now());
    setTimeout(() => whenVisible(go), rest + withinMs * (0.25 + Math.random() * 0.75));
  };
}

/** At once, or as soon as somebody looks at the page again. */
function whenVisible(act: () => void): void {
  if (document.visibilityState === 'visible') act();
  else document.addEventListener('visibilitychange', () => whenVisible(act), { once: true });
}
