/** The members of a keydown event that show whether an input method handles the key. */
interface KeyPress {
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/**
 * True when the key belongs to an input method, which uses it to choose, confirm or cancel. Safari ends a composition
 * before it reports the key that ended it: `isComposing` is already false, and only key code 229 marks such a key.
 */
export function isInputMethodKey({ isComposing, keyCode }: KeyPress): boolean {
  return isComposing || keyCode === 229;
}

/**
 * Stops the keys of input methods before any handler of the page receives them: ours, React's, and those of Radix, the
 * library of our dialogs, menus and popovers. Radix would close them on an Escape meant for the input method. The
 * window's capture phase runs before all of these handlers. The input method itself reads a key before the page does
 * and is not affected.
 */
export function shieldFromInputMethods(window: EventTarget): void {
  const stop = (event: Event) => isInputMethodKey(event as Event & KeyPress) && event.stopImmediatePropagation();
  window.addEventListener('keydown', stop, { capture: true });
}

/**
 * Calls `handle` for each key pressed in a window or in the document of a frame, except keys of input methods. The
 * returned function ends this. Every key listener that is not a React handler must use `onKeys`, because
 * `shieldFromInputMethods` guards only the window of the page and not its frames.
 */
export function onKeys<Press extends Event & KeyPress>(
  target: EventTarget,
  handle: (event: Press) => unknown,
): () => void {
  const listener = (event: Event) => isInputMethodKey(event as Press) || handle(event as Press);
  target.addEventListener('keydown', listener);
  return () => target.removeEventListener('keydown', listener);
}
