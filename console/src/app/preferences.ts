import { useSyncExternalStore } from 'react';
import { myId } from '../api/session.ts';
import { type Language, preferredLanguage, setLanguage } from '../words/index.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

/** How the console looks in this browser. public/theme.js also reads the theme, before the first paint. */
interface Appearance {
  readonly theme: Theme;
  readonly density: Density;
  readonly language: Language;
}

const appearanceKey = 'gongdan.looks';
let appearance: Appearance = {
  theme: 'system',
  density: 'comfortable',
  language: preferredLanguage(),
  ...readStored(appearanceKey),
};
const listeners = new Set<() => void>();

export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, () => appearance);
}

export function currentAppearance(): Appearance {
  return appearance;
}

/** Changes the page at once and stores the choice in this browser. */
export function changeAppearance(part: Partial<Appearance>): void {
  appearance = { ...appearance, ...part };
  store(appearanceKey, appearance);
  applyAppearance();
  for (const listener of listeners) listener();
}

export function applyAppearance(): void {
  const root = document.documentElement;
  if (appearance.theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = appearance.theme;
  root.dataset.density = appearance.density;
  setLanguage(appearance.language);
}

/** True when single-key shortcuts are on. Each agent chooses this, separately in each browser. */
export function singleKeysOn(): boolean {
  return readStored(agentKey()).singleKeys !== false;
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, singleKeysOn);
}

export function setSingleKeys(on: boolean): void {
  store(agentKey(), { ...readStored(agentKey()), singleKeys: on });
  for (const listener of listeners) listener();
}

function agentKey(): string {
  return `gongdan.person.${myId()}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readStored(key: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function store(key: string, value: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // If the storage is full or switched off, a changed appearance lasts until the page is closed, and the switch for
    // single-key shortcuts has no effect.
  }
}
