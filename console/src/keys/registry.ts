import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useStableCallback } from '../ui/stable-callback.ts';
import { type ShortcutName, shortcutNames } from './table.ts';

/** Runs a shortcut. If it returns `false`, it does not apply now and the handler registered before it is tried. */
export type ShortcutHandler = () => unknown;

interface Registered {
  readonly handler: ShortcutHandler;
  readonly first: boolean;
}

const handlers = new Map<ShortcutName, readonly Registered[]>();
const listeners = new Set<() => void>();
let names: readonly ShortcutName[] = [];

/**
 * Makes a shortcut run `handler` while the component is mounted and `enabled` is true. Of several handlers the one
 * registered last is tried first; handlers with `first` are tried before all others.
 */
export function useShortcut(
  name: ShortcutName,
  handler: ShortcutHandler,
  { enabled = true, first = false } = {},
): void {
  const latest = useStableCallback(handler);
  // A layout effect registers before the paint, so that a key pressed for what is visible always has its handler.
  useLayoutEffect(
    () => (enabled ? register(name, { handler: latest, first }) : undefined),
    [name, enabled, first, latest],
  );
}

function register(name: ShortcutName, one: Registered): () => void {
  handlers.set(name, [one, ...of(name)]);
  changed();
  return () => {
    handlers.set(
      name,
      of(name).filter((other) => other !== one),
    );
    changed();
  };
}

function of(name: ShortcutName): readonly Registered[] {
  return handlers.get(name) ?? [];
}

/** Runs the first handler that applies; false if none does. */
export function runShortcut(name: ShortcutName): boolean {
  const [first, others] = [of(name).filter((one) => one.first), of(name).filter((one) => !one.first)];
  return [...first, ...others].some(({ handler }) => handler() !== false);
}

/** Returns the shortcuts that have a handler on the current page. */
export function useActiveShortcuts(): readonly ShortcutName[] {
  return useSyncExternalStore(subscribe, () => names);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  names = shortcutNames.filter((name) => of(name).length > 0);
  for (const listener of listeners) listener();
}

/** True when the target is a text field, where single keys are typed text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
