import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useStableCallback } from '../ui/stable-callback.ts';
import { type ShortcutName, shortcutNames } from './table.ts';

/** Runs a shortcut. It returns `false` if the shortcut does not apply now; then the next handler is tried. */
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
  // A layout effect registers the handler before the browser paints: whatever is visible already handles its keys.
  useLayoutEffect(
    () => (enabled ? register(name, { handler: latest, first }) : undefined),
    [name, enabled, first, latest],
  );
}

function register(name: ShortcutName, one: Registered): () => void {
  handlers.set(name, [one, ...handlersOf(name)]);
  changed();
  return () => {
    handlers.set(
      name,
      handlersOf(name).filter((other) => other !== one),
    );
    changed();
  };
}

function handlersOf(name: ShortcutName): readonly Registered[] {
  return handlers.get(name) ?? [];
}

/** Runs the first handler that applies; false if none does. */
export function runShortcut(name: ShortcutName): boolean {
  const [first, others] = [handlersOf(name).filter((one) => one.first), handlersOf(name).filter((one) => !one.first)];
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
  names = shortcutNames.filter((name) => handlersOf(name).length > 0);
  for (const listener of listeners) listener();
}

/** True when the target is a field that uses letters itself: as typed text, or in a select to find an option. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** True when the target is inside a layer: a dialog or popover, which Radix gives the role `dialog`, or a menu. */
export function isInLayer(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"]') !== null;
}
