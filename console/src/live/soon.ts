/** Calls that come together become one, spread over a moment: a thousand windows do not ask in the same instant. */
export function soon(act: () => void, withinMs: number): () => void {
  let waiting = false;
  const go = () => {
    waiting = false;
    act();
  };
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => whenVisible(go), withinMs * (0.25 + Math.random() * 0.75));
  };
}

/** At once, or as soon as somebody looks at the page again. */
function whenVisible(act: () => void): void {
  if (document.visibilityState === 'visible') act();
  else document.addEventListener('visibilitychange', () => whenVisible(act), { once: true });
}
