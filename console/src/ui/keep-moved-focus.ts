/**
 * When a popup closes, Radix returns the focus to its trigger on the next tick. This function prevents that if the
 * focus has already moved: a fast user may have opened another popup, which would close when it loses the focus.
 */
export function keepMovedFocus(event: Event): void {
  if (document.activeElement !== document.body) event.preventDefault();
}
