import { useSyncExternalStore } from 'react';

/** The widths at which the page changes its shape. */
export const mediaQueries = {
  /** Below 768 px only one pane is shown: the list or the ticket. */
  phone: '(max-width: 767px)',
  /** From 1280 px the names of views fit beside the list. */
  wide: '(min-width: 1280px)',
} as const;

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
