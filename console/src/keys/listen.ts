import { onKeys } from './composition.ts';
import { isInLayer, isTextField, runShortcut } from './registry.ts';
import { isSingleKey, type ShortcutName, shortcutNames, shortcutOf } from './table.ts';

/** On Apple's systems the modifier `mod` is ⌘, elsewhere it is Ctrl. */
const apple = /Mac|iPhone|iPad/.test(navigator.platform);
/** The longest time between the keys of a sequence such as `g i`. */
const sequenceMs = 1_200;

/**
 * Runs shortcuts for the keys pressed in the window. The returned function ends this. Single-key shortcuts (see
 * `isSingleKey`) run only while `singleKeys` returns true.
 */
export function listenToKeys(singleKeys: () => boolean): () => void {
  let previous: { stroke: string; at: number } | undefined;
  return onKeys(window, (event: KeyboardEvent) => {
    // A key that is held down repeats. For Enter this is ignored, so that `send` and `open` run once.
    if (event.defaultPrevented || (event.repeat && event.key === 'Enter')) return;
    const stroke = strokeOf(event);
    const prefix = previous && event.timeStamp - previous.at < sequenceMs ? `${previous.stroke} ` : '';
    previous = undefined;
    const applies = (name: ShortcutName, keys: string) => mayRun(name, keys, event, singleKeys());
    const runBound = (keys: string) =>
      shortcutNames.some((name) => isBound(name, keys) && applies(name, keys) && runShortcut(name));
    if ((prefix !== '' && runBound(prefix + stroke)) || runBound(stroke)) return event.preventDefault();
    const begins = (name: ShortcutName) => {
      const { keys } = shortcutOf(name);
      return keys.startsWith(`${stroke} `) && applies(name, keys);
    };
    if (shortcutNames.some(begins)) previous = { stroke, at: event.timeStamp };
  });
}

function isBound(name: ShortcutName, keys: string): boolean {
  const shortcut = shortcutOf(name);
  return shortcut.keys === keys || shortcut.also === keys;
}

/** True when these keys may run the shortcut now. This depends on the agent's choice and on what has the focus. */
function mayRun(name: ShortcutName, keys: string, event: KeyboardEvent, singleKeys: boolean): boolean {
  const everywhere = shortcutOf(name).everywhere === true;
  if (isSingleKey(keys) && !singleKeys) return false;
  if (!everywhere && isTextField(event.target)) return false;
  // A dialog or a menu closes itself on Escape, so `back` does not run there. The other shortcuts with
  // `everywhere` do.
  if (isInLayer(event.target)) return everywhere && name !== 'back';
  // Enter on a button, a link, a tab or a separator belongs to that control.
  return event.key !== 'Enter' || everywhere || !onControl(event.target);
}

function onControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, [role="tab"], [role="separator"]') !== null;
}

/**
 * Returns a key press in the notation of `table.ts`: "mod+k", "shift+x", "?". Shift is named only with letters. In "?"
 * it is already part of the key, and with Enter, Escape and the like it makes no difference.
 */
function strokeOf(event: KeyboardEvent): string {
  const mod = apple ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && /^[a-z]$/.test(key) ? 'shift+' : '';
  // No shortcut uses `alt+`. It also marks Ctrl on Apple's systems and the Windows key elsewhere, so that a key pressed
  // together with one of them runs no shortcut.
  const other = event.altKey || (apple ? event.ctrlKey : event.metaKey) ? 'alt+' : '';
  return `${other}${mod ? 'mod+' : ''}${shift}${key}`;
}
