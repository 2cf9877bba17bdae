import { type SettingFault, wrongSettings } from './setting-faults.ts';
import { type GatheredSettings, gatherSettings, type SettingSources } from './setting-sources.ts';
import { type Setting, settings } from './settings.ts';

/** The effective settings; a setting without a value is null. */
export type Config = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value, infer Fallback>
    ? Fallback extends null
      ? Value | null
      : Value
    : never;
};

export type SettingName = keyof typeof settings;

/** The texts of the settings that are given, by name. */
export type GivenSettings = Partial<Record<SettingName, string>>;

/** Where a setting was given: the kind of place, and its name there. */
export interface SettingOrigin {
  readonly source: 'flag' | 'variable' | 'file' | 'default';
  /** `--port`, `GONGDAN_PORT`, `gongdan.yaml: port`; "" for a default. */
  readonly at: string;
}

export type SettingOrigins = Readonly<Record<SettingName, SettingOrigin>>;

const names = Object.keys(settings) as SettingName[];

/**
 * Loads the settings from the flags, the environment and the file named by `--config` or `GONGDAN_CONFIG`. Without such a
 * name, `gongdan.yaml` of the current folder is read if it exists. Throws one Problem that names every flag, variable and
 * key that is unknown, has a wrong form, is given twice, or names a file that cannot be read.
 */
export async function loadConfig(sources: SettingSources): Promise<Config> {
  return (await loadSettings(sources)).config;
}

/** Like `loadConfig`, and says where each setting was given. */
export async function loadSettings(sources: SettingSources): Promise<{ config: Config; origins: SettingOrigins }> {
  const gathered = await gatherSettings(sources);
  const faults = faultsIn(gathered);
  if (faults.length > 0) throw wrongSettings(faults);
  return { config: parseConfig(textsOf(gathered)), origins: originsOf(gathered) };
}

/** The settings of an installation that gives none. */
export function defaultSettings(): { config: Config; origins: SettingOrigins } {
  return { config: parseConfig({}), origins: originsOf({ given: new Map(), faults: [] }) };
}

/** Everything that is wrong with the settings. */
export async function faultsOfSettings(sources: SettingSources): Promise<readonly SettingFault[]> {
  return faultsIn(await gatherSettings(sources));
}

/** Parses the given texts; a setting without a text gets its default. Tests and the demo call it directly. */
export function parseConfig(texts: GivenSettings): Config {
  const faults = malformed(texts, () => undefined);
  if (faults.length > 0) throw wrongSettings(faults);
  const values = names.map((name) => {
    const { kind, fallback }: Setting = settings[name];
    const written = texts[name] ?? fallback;
    return [name, written === null ? null : kind.parse(written)];
  });
  return Object.freeze(Object.fromEntries(values));
}

/** A setting that has a value, as text. Secrets are masked. */
export interface ShownSetting {
  readonly name: SettingName;
  readonly variable: string;
  readonly value: string;
}

export function shownSettings(config: Config): ShownSetting[] {
  return names.flatMap((name) => {
    const { variable, kind }: Setting = settings[name];
    return config[name] === null ? [] : [{ name, variable, value: kind.show(config[name]) }];
  });
}

/** Returns a line for each setting that has a value, such as `GONGDAN_PORT=7070`. Secrets are masked. */
export function describeConfig(config: Config): string[] {
  return shownSettings(config).map(({ variable, value }) => `${variable}=${value}`);
}

/** False when `NO_COLOR` is not empty: see https://no-color.org. */
export function wantsColours(environment: SettingSources['environment'] = process.env): boolean {
  return (environment.NO_COLOR ?? '') === '';
}

/**
 * Returns the folders for temporary files that SQLite tries, in the order of https://sqlite.org/tempfiles.html, without its
 * last resort, the current folder.
 */
export function temporaryFolders(environment: SettingSources['environment'] = process.env): string[] {
  const { SQLITE_TMPDIR, TMPDIR } = environment;
  return [SQLITE_TMPDIR, TMPDIR, '/var/tmp', '/usr/tmp', '/tmp'].filter((folder) => folder !== undefined);
}

function faultsIn(gathered: GatheredSettings): SettingFault[] {
  return [...gathered.faults, ...malformed(textsOf(gathered), ({ variable }) => gathered.given.get(variable)?.at)];
}

function textsOf({ given }: GatheredSettings): GivenSettings {
  const texts: GivenSettings = {};
  for (const name of names) {
    const text = given.get(settings[name].variable)?.text;
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

/** Finds the texts that do not have the form of their setting. `nameOf` returns the name under which a setting was given. */
function malformed(texts: GivenSettings, nameOf: (setting: Setting) => string | undefined): SettingFault[] {
  return names.flatMap((name) => {
    const setting: Setting = settings[name];
    const { variable, kind } = setting;
    const text = texts[name];
    if (text === undefined || kind.parse(text) !== undefined) return [];
    const words = { zh: `应为：${kind.form.zh}`, en: `expected ${kind.form.en}` };
    return [{ at: nameOf(setting) ?? variable, words }];
  });
}

function originsOf({ given }: GatheredSettings): SettingOrigins {
  const origins = names.map((name): [SettingName, SettingOrigin] => {
    const { source, at } = given.get(settings[name].variable) ?? { source: 'default' as const, at: '' };
    return [name, { source, at }];
  });
  return Object.fromEntries(origins) as Record<SettingName, SettingOrigin>;
}
