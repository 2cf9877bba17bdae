import type { Words } from '@gongdan/contract';
import { nearestOf, suggestion } from './nearest.ts';
import { type RetiredSettings, retiredSettings } from './retired-settings.ts';
import { type Setting, settings } from './settings.ts';

/** Spells a variable's name as a flag or as a key of the file. */
export const spelling = {
  /** `GONGDAN_PUBLIC_URL` → `public-url` */
  flag: (variable: string): string => spelling.file(variable).replaceAll('_', '-'),
  /** `GONGDAN_PUBLIC_URL` → `public_url` */
  file: (variable: string): string => variable.slice('GONGDAN_'.length).toLowerCase(),
};

/** The names of all settings as variables, with those that name the file of a secret. */
export function knownVariables(): string[] {
  return Object.values<Setting>(settings).flatMap(({ variable, secret }) =>
    secret ? [variable, `${variable}_FILE`] : [variable],
  );
}

/**
 * Says why a name is no setting: it is retired, or it was never one. `spell` returns the name that a variable has where
 * the name was given, and `others` are further names that are known there.
 */
export function whyUnknown(
  name: string,
  spell: (variable: string) => string,
  others: readonly string[] = [],
  retired: RetiredSettings = retiredSettings,
): Words {
  const near = suggestion(nearestOf(name, [...knownVariables().map(spell), ...others]));
  return whyRetired(name, spell, retired) ?? { zh: `没有这项配置${near.zh}`, en: `no such setting${near.en}` };
}

/** Says what takes the place of a setting of a former release; undefined when the name never was a setting. */
export function whyRetired(
  name: string,
  spell: (variable: string) => string,
  retired: RetiredSettings = retiredSettings,
): Words | undefined {
  const [, former] = Object.entries(retired).find(([variable]) => spell(variable) === name) ?? [];
  if (!former) return undefined;
  const { successor, words } = former;
  if (successor === undefined) return { zh: `已不再是配置项：${words.zh}`, en: `is no longer a setting: ${words.en}` };
  const next = spell(successor);
  return { zh: `已改为 ${next}：${words.zh}`, en: `was replaced by ${next}: ${words.en}` };
}
