import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

/** An entry, and where its top was in the viewport before older entries were inserted. */
interface Anchor {
  readonly element: Element;
  readonly top: number;
}

/**
 * Keeps the scroll position when older entries are inserted at the top of the list. The returned function must be
 * called right before they are inserted. The scroll anchoring of browsers does not work at the top of a list, where the
 * button for older entries is, and not every browser has it. `oldest` is the key of the first loaded reply or event.
 */
export function useScrollAnchor(box: RefObject<HTMLElement | null>, oldest: string | undefined): () => void {
  const anchor = useRef<Anchor | undefined>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another oldest entry means that older ones were inserted
  useLayoutEffect(() => {
    const [list, before] = [box.current, anchor.current];
    anchor.current = undefined;
    if (!list || !before?.element.isConnected) return;
    list.scrollTop += before.element.getBoundingClientRect().top - before.top;
    // The last page removes the button. If the button had the focus, the list gets it.
    if (document.activeElement === document.body) list.focus({ preventScroll: true });
  }, [oldest]);

  return useCallback(() => {
    // The keys of replies begin with "r", those of events with "e" (see `timeline.ts`).
    const element = box.current?.querySelector('[data-entry^="r"], [data-entry^="e"]');
    anchor.current = element ? { element, top: element.getBoundingClientRect().top } : undefined;
  }, [box]);
}
