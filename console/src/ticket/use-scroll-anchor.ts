import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

interface Held {
  readonly element: Element;
  readonly top: number;
}

/**
 * Keeps the scroll position when older entries are inserted above: call the returned function right before. The scroll
 * anchoring of browsers does not work at the top of a list, where the button for older entries is, and not every
 * browser has it. `oldest` is the key of the first entry.
 */
export function useScrollAnchor(box: RefObject<HTMLElement | null>, oldest: string | undefined): () => void {
  const held = useRef<Held | undefined>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another first entry means that some were inserted above
  useLayoutEffect(() => {
    const [list, place] = [box.current, held.current];
    held.current = undefined;
    if (!list || !place?.element.isConnected) return;
    list.scrollTop += place.element.getBoundingClientRect().top - place.top;
    // The last page removes the button. If the button had the focus, the list gets it.
    if (document.activeElement === document.body) list.focus({ preventScroll: true });
  }, [oldest]);

  return useCallback(() => {
    const element = box.current?.querySelector('[data-entry^="r"], [data-entry^="e"]');
    held.current = element ? { element, top: element.getBoundingClientRect().top } : undefined;
  }, [box]);
}
