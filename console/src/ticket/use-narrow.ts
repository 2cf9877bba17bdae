import { type RefObject, useLayoutEffect, useState } from 'react';

/** Whether an element is narrower than so many pixels, now and whenever that changes. */
export function useNarrow(box: RefObject<HTMLElement | null>, below: number): boolean {
  const [narrow, setNarrow] = useState(() => window.innerWidth < below);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    setNarrow(element.clientWidth < below);
    const watcher = new ResizeObserver(() => setNarrow(element.clientWidth < below));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [box, below]);
  return narrow;
}
