/** The members of a keydown event that show whether an input method handles the key. */
interface KeyPress {
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/**
 * Whether the key belongs to an input method, which chooses, confirms or cancels with it. Safari ends a composition before
 * it reports the key that ended it, so there `isComposing` is false already and only the key code 229 tells.
 */
export function isInputMethodKey({ isComposing, keyCode }: KeyPress): boolean {
  return isComposing || keyCode === 229;
}

/**
 * Keeps the keys of an input method from every handler of the window: ours, React's, and those of the dialogs, menus and
 * popovers of Radix, which close on Escape without asking whose key it is. The window's capture phase comes before all of
 * them. The input method itself has read the key before the page does and is not disturbed.
 */
export function shieldFromInputMethods(window: EventTarget): void {
  const stop = (event: Event) => isInputMethodKey(event as Event & KeyPress) && event.stopImmediatePropagation();
  window.addEventListener('keydown', stop, { capture: true });
}

/**
 * Calls `hear` with the keys of a window or of a frame's document, except those of an input method. Answers how to stop.
 * Every native listener for keys goes this way: the shield does not reach into frames.
 */
export function hearKeys<Press extends Event & KeyPress>(
  target: EventTarget,
  hear: (event: Press) => unknown,
): () => void {
  const listener = (event: Event) => isInputMethodKey(event as Press) || hear(event as Press);
  target.addEventListener('keydown', listener);
  return () => target.removeEventListener('keydown', listener);
}
