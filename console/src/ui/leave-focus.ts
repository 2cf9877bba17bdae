/**
 * For what closes: the focus goes back to what opened it, but a moment later, and not away from what has it by then.
 * Somebody quick has opened the next thing, which would be closed by that.
 */
export function leaveFocus(event: Event): void {
  if (document.activeElement !== document.body) event.preventDefault();
}
