import { type RefObject, useLayoutEffect, useState } from 'react';

/** Returns whether an element is narrower than `below` pixels. The result follows the element's size. */
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
