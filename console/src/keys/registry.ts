import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useStable } from '../ui/stable.ts';
import { type ShortcutName, shortcutNames } from './table.ts';

/** Does the thing. `false` says that it does not apply now: the key goes on to whoever registered before. */
export type Act = () => unknown;

const acts = new Map<ShortcutName, Act[]>();
const listeners = new Set<() => void>();
let names: readonly ShortcutName[] = [];

/** While the component is there, the shortcut does `act`; the last that came is asked first. */
export function useShortcut(name: ShortcutName, act: Act, enabled = true): void {
  const latest = useStable(act);
  // Before anybody can see the page: who presses a key for what is seen must be heard.
  useLayoutEffect(() => (enabled ? register(name, latest) : undefined), [name, enabled, latest]);
}

function register(name: ShortcutName, act: Act): () => void {
  acts.set(name, [...(acts.get(name) ?? []), act]);
  changed();
  return () => {
    acts.set(
      name,
      (acts.get(name) ?? []).filter((one) => one !== act),
    );
    changed();
  };
}

/** Runs what the shortcut means now; false when nobody wanted it. */
export function run(name: ShortcutName): boolean {
  for (const act of [...(acts.get(name) ?? [])].reverse()) if (act() !== false) return true;
  return false;
}

/** The shortcuts that mean something on the page as it is. */
export function useActiveShortcuts(): readonly ShortcutName[] {
  return useSyncExternalStore(subscribe, () => names);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  names = shortcutNames.filter((name) => (acts.get(name) ?? []).length > 0);
  for (const listener of listeners) listener();
}

/** Whether one types: then single keys are letters. */
export function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
