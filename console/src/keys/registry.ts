import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useStable } from '../ui/stable.ts';
import { type ShortcutName, shortcutNames } from './table.ts';

/** Does the thing. `false` says that it does not apply now: the key goes on to whoever registered before. */
export type Act = () => unknown;

interface Registered {
  readonly act: Act;
  readonly first: boolean;
}

const acts = new Map<ShortcutName, readonly Registered[]>();
const listeners = new Set<() => void>();
let names: readonly ShortcutName[] = [];

/**
 * While the component is there, and unless it is not `enabled`, the shortcut does `act`. The last that came is asked
 * first, but after those that are to be `first` whatever else comes.
 */
export function useShortcut(name: ShortcutName, act: Act, { enabled = true, first = false } = {}): void {
  const latest = useStable(act);
  // Before anybody can see the page: who presses a key for what is seen must be heard.
  useLayoutEffect(() => (enabled ? register(name, { act: latest, first }) : undefined), [name, enabled, first, latest]);
}

function register(name: ShortcutName, one: Registered): () => void {
  acts.set(name, [one, ...of(name)]);
  changed();
  return () => {
    acts.set(
      name,
      of(name).filter((other) => other !== one),
    );
    changed();
  };
}

function of(name: ShortcutName): readonly Registered[] {
  return acts.get(name) ?? [];
}

/** Runs what the shortcut means now; false when nobody wanted it. */
export function run(name: ShortcutName): boolean {
  const [first, others] = [of(name).filter((one) => one.first), of(name).filter((one) => !one.first)];
  return [...first, ...others].some(({ act }) => act() !== false);
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
  names = shortcutNames.filter((name) => of(name).length > 0);
  for (const listener of listeners) listener();
}

/** Whether one types: then single keys are letters. */
export function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
