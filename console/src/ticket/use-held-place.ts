import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

interface Held {
  readonly element: Element;
  readonly top: number;
}

/**
 * Keeps what is read where it is on the screen when something is put in above it. Browsers do so by themselves, but not
 * at the top of the list, where the button for older things is, and not all of them. `oldest` names the first thing shown.
 */
export function useHeldPlace(box: RefObject<HTMLElement | null>, oldest: string | undefined): () => void {
  const held = useRef<Held | undefined>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: something was put in above when the first thing is another
  useLayoutEffect(() => {
    const [list, place] = [box.current, held.current];
    held.current = undefined;
    if (!list || !place?.element.isConnected) return;
    list.scrollTop += place.element.getBoundingClientRect().top - place.top;
    // The button is gone with the last page: whoever pressed it by a key goes on in the list.
    if (document.activeElement === document.body) list.focus({ preventScroll: true });
  }, [oldest]);

  return useCallback(() => {
    const element = box.current?.querySelector('[data-entry^="r"], [data-entry^="e"]');
    held.current = element ? { element, top: element.getBoundingClientRect().top } : undefined;
  }, [box]);
}
