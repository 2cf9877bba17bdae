import { onKeys } from './composition.ts';
import { isTextField, runShortcut } from './registry.ts';
import { isSingleKey, type ShortcutName, shortcutNames, shortcutOf } from './table.ts';

const apple = /Mac|iPhone|iPad/.test(navigator.platform);
/** The longest time between the keys of a sequence such as `g i`. */
const sequenceMs = 1_200;

/**
 * Runs shortcuts for the keys of the window, until the returned function is called. Shortcuts without a modifier run
 * only while `singleKeys` returns true.
 */
export function listenToKeys(singleKeys: () => boolean): () => void {
  let previous: { stroke: string; at: number } | undefined;
  return onKeys(window, (event: KeyboardEvent) => {
    if (event.defaultPrevented || (event.repeat && event.key === 'Enter')) return;
    const stroke = strokeOf(event);
    const prefix = previous && event.timeStamp - previous.at < sequenceMs ? `${previous.stroke} ` : '';
    previous = undefined;
    const applies = (name: ShortcutName) => mayRun(name, event, singleKeys());
    const runBound = (keys: string) =>
      shortcutNames.some((name) => isBound(name, keys) && applies(name) && runShortcut(name));
    if ((prefix !== '' && runBound(prefix + stroke)) || runBound(stroke)) return event.preventDefault();
    if (shortcutNames.some((name) => shortcutOf(name).keys.startsWith(`${stroke} `) && applies(name))) {
      previous = { stroke, at: event.timeStamp };
    }
  });
}

function isBound(name: ShortcutName, keys: string): boolean {
  const shortcut = shortcutOf(name);
  return shortcut.keys === keys || shortcut.also === keys;
}

function mayRun(name: ShortcutName, event: KeyboardEvent, singleKeys: boolean): boolean {
  const shortcut = shortcutOf(name);
  if (isSingleKey(shortcut) && !singleKeys) return false;
  if (!shortcut.inFields && isTextField(event.target)) return false;
  // While the focus is in a dialog or a menu, shortcuts of the page behind it are off.
  const layer = event.target instanceof HTMLElement && event.target.closest('[role="dialog"], [role="menu"]');
  if (layer) return shortcut.inFields === true && name !== 'back';
  // Enter on a button, a link, a tab or a separator belongs to that control.
  return event.key !== 'Enter' || shortcut.inFields === true || !onControl(event.target);
}

function onControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, [role="tab"], [role="separator"]') !== null;
}

/** Returns "mod+k", "shift+x", "?" … Shift is named only for letters: in "?" it is already part of the key. */
function strokeOf(event: KeyboardEvent): string {
  const mod = apple ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && /^[a-z]$/.test(key) ? 'shift+' : '';
  const other = event.altKey || (apple ? event.ctrlKey : event.metaKey) ? 'alt+' : '';
  return `${other}${mod ? 'mod+' : ''}${shift}${key}`;
}
