import { existsSync, readFileSync } from 'node:fs';
import { encodingOfMark, isUndecodable, makeDecoder } from '../encoding.ts';
import { refusedField } from '../errors.ts';
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

/** The sources of settings. A flag wins over a variable, which wins over the file and the defaults. */
export interface SettingSources {
  /** The flags' texts by name, without leading dashes: `public-url`. */
  readonly flags: Readonly<Record<string, string>>;
  /** The environment variables; by default those of the process, which no other code reads. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const names = Object.keys(settings) as SettingName[];

/**
 * Loads the settings from the flags, the environment and the file named by `--config` or `GONGDAN_CONFIG`. Without such a
 * name, `gongdan.yaml` of the current folder is read if it exists. Throws Problem naming the flag, variable or key that is
 * unknown, has a wrong form, is given twice, or names a file that cannot be read.
 */
export async function loadConfig(sources: SettingSources): Promise<Config> {
  return parseConfig(await gatherSettings(sources));
}

/** Returns the effective texts, unparsed and without defaults. */
export async function gatherSettings({ flags, environment = process.env }: SettingSources): Promise<GivenSettings> {
  refuseUnknownVariables(environment);
  const path = flags.config ?? environment.GONGDAN_CONFIG;
  return {
    ...given(await fileEntries(path), (variable) => spelling.file(variable)),
    ...given(environment, (variable) => variable),
    ...given(flags, (variable) => spelling.flag(variable)),
  };
}

/** Parses the given texts; a setting without a text gets its default. Tests and the demo call it directly. */
export function parseConfig(texts: GivenSettings): Config {
  const values = names.map((name) => {
    const { variable, kind, fallback } = settings[name];
    const written = texts[name] ?? fallback;
    if (written === null) return [name, null];
    const value = kind.parse(written);
    if (value === undefined) throw refusedField(variable, `expected ${kind.form}`);
    return [name, value];
  });
  return Object.freeze(Object.fromEntries(values));
}

/** Returns a line for each setting that has a value, such as `GONGDAN_PORT=7070`. Secrets are masked. */
export function describeConfig(config: Config): string[] {
  return names.flatMap((name) => {
    const { variable, kind }: Setting = settings[name];
    return config[name] === null ? [] : [`${variable}=${kind.show(config[name])}`];
  });
}

/** Spells a variable's name as a flag or as a key of the file. */
export const spelling = {
  /** `GONGDAN_PUBLIC_URL` → `public-url` */
  flag: (variable: string): string => spelling.file(variable).replaceAll('_', '-'),
  /** `GONGDAN_PUBLIC_URL` → `public_url` */
  file: (variable: string): string => variable.slice('GONGDAN_'.length).toLowerCase(),
};

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

/**
 * Picks the settings from the entries of one source. `spell` returns the name that a variable has in this source. A secret
 * may be in a file: then another entry (`GONGDAN_KEY_FILE`) names the file.
 */
function given(
  entries: Readonly<Record<string, string | undefined>>,
  spell: (variable: string) => string,
): GivenSettings {
  const texts: GivenSettings = {};
  for (const name of names) {
    const { variable, secret } = settings[name];
    const text = filled(entries[spell(variable)]);
    const path = secret ? filled(entries[spell(`${variable}_FILE`)]) : undefined;
    if (text !== undefined && path !== undefined)
      throw refusedField(spell(variable), 'given twice, as text and as a file');
    const value = path === undefined ? text : readText(spell(`${variable}_FILE`), path);
    if (value !== undefined) texts[name] = value;
  }
  return texts;
}

/** A blank value counts as none, because compose files often pass empty variables. */
function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Reads UTF-8, or UTF-16 with a byte order mark, as PowerShell writes it. */
function readText(spelt: string, path: string): string {
  try {
    const bytes = readFileSync(path);
    const decode = makeDecoder(encodingOfMark(bytes) ?? 'utf-8');
    return (decode(bytes) + decode()).trim();
  } catch (cause) {
    if (isUndecodable(cause)) throw refusedField(spelt, `cannot read ${path}: it is not UTF-8`);
    throw refusedField(spelt, `cannot read ${path}: ${(cause as NodeJS.ErrnoException).code}`);
  }
}

async function fileEntries(path: string | undefined): Promise<Record<string, string>> {
  const usual = 'gongdan.yaml';
  if (path === undefined && !existsSync(usual)) return {};
  const { parse } = await import('yaml');
  const content: unknown = parse(readText('config', path ?? usual));
  if (content === null) return {};
  if (typeof content !== 'object' || Array.isArray(content))
    throw refusedField(path ?? usual, 'expected names and values');
  const known = knownVariables().map(spelling.file);
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => {
      if (!known.includes(name)) throw refusedField(name, unknownText(name, known));
      return [name, Array.isArray(value) ? value.join(',') : String(value ?? '')];
    }),
  );
}

function refuseUnknownVariables(environment: NonNullable<SettingSources['environment']>): void {
  const known = [...knownVariables(), 'GONGDAN_CONFIG'];
  for (const variable of Object.keys(environment)) {
    // Variables of the tests are no settings of the server.
    if (!variable.startsWith('GONGDAN_') || variable.startsWith('GONGDAN_TEST_')) continue;
    if (!known.includes(variable)) throw refusedField(variable, unknownText(variable, known));
  }
}

function knownVariables(): string[] {
  return names.flatMap((name) => {
    const { variable, secret } = settings[name];
    return secret ? [variable, `${variable}_FILE`] : [variable];
  });
}

function unknownText(name: string, known: readonly string[]): string {
  const byDistance = known.map((other) => ({ other, distance: distance(name, other) }));
  const nearest = byDistance.reduce((best, next) => (next.distance < best.distance ? next : best));
  return `no such setting; did you mean ${nearest.other}?`;
}

/** The Levenshtein distance: how many letters must be added, removed or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      next.push(Math.min(row[j]! + (letter === other ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
