import { existsSync, readFileSync } from 'node:fs';
import type { Words } from '@gongdan/contract';
import { encodingOfMark, isUndecodable, makeDecoder } from '../encoding.ts';
import { wordsOfFault } from './fault-words.ts';
import type { RetiredSettings } from './retired-settings.ts';
import type { SettingFault } from './setting-faults.ts';
import { knownVariables, spelling, whyUnknown } from './setting-names.ts';
import { type Setting, settings } from './settings.ts';

/** The sources of settings. A flag wins over a variable, which wins over the file and the defaults. */
export interface SettingSources {
  /** The flags' texts by name, without leading dashes: `public-url`. */
  readonly flags: Readonly<Record<string, string>>;
  /** The environment variables; by default those of the process, which no other code reads. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Settings of former releases, by variable. */
  readonly retired?: RetiredSettings;
}

/** The text of a setting and where it was given. */
export interface GivenText {
  readonly text: string;
  readonly source: 'flag' | 'variable' | 'file';
  /** As it is spelled there: `--port`, `GONGDAN_PORT`, `gongdan.yaml: port`. */
  readonly at: string;
}

/** Everything that the sources give, by variable, and everything that is wrong with it. */
export interface GatheredSettings {
  readonly given: ReadonlyMap<string, GivenText>;
  readonly faults: readonly SettingFault[];
}

/** One source: its entries, and the name of a variable in it. */
interface Source {
  readonly kind: GivenText['source'];
  readonly entries: Readonly<Record<string, string | undefined>>;
  readonly spell: (variable: string) => string;
  readonly at: (name: string) => string;
}

/** Returns the effective texts, unparsed and without defaults. */
export async function gatherSettings(sources: SettingSources): Promise<GatheredSettings> {
  const { flags, environment = process.env, retired } = sources;
  const faults: SettingFault[] = unknownVariables(environment, retired);
  const path = flags.config ?? filled(environment.GONGDAN_CONFIG) ?? (existsSync(usualFile) ? usualFile : undefined);
  const file: Source = {
    kind: 'file',
    entries: path === undefined ? {} : await fileEntries(path, faults, retired),
    spell: spelling.file,
    at: (name) => `${path}: ${name}`,
  };
  const variables: Source = { kind: 'variable', entries: environment, spell: (name) => name, at: (name) => name };
  const options: Source = { kind: 'flag', entries: flags, spell: spelling.flag, at: (name) => `--${name}` };
  // The last source that has a setting wins.
  const given = new Map([file, variables, options].flatMap((source) => entriesOf(source, faults)));
  return { given, faults };
}

const usualFile = 'gongdan.yaml';

/** The settings of one source. A secret may be in a file: then another entry (`GONGDAN_KEY_FILE`) names the file. */
function entriesOf({ kind, entries, spell, at }: Source, faults: SettingFault[]): [string, GivenText][] {
  return Object.values<Setting>(settings).flatMap(({ variable, secret }): [string, GivenText][] => {
    const text = filled(entries[spell(variable)]);
    const fileName = spell(`${variable}_FILE`);
    const path = secret ? filled(entries[fileName]) : undefined;
    if (text !== undefined && path !== undefined) {
      faults.push({ at: at(spell(variable)), words: givenTwice });
      return [];
    }
    if (text !== undefined) return [[variable, { text, source: kind, at: at(spell(variable)) }]];
    if (path === undefined) return [];
    const read = readText(path);
    if (typeof read === 'string') return [[variable, { text: read, source: kind, at: at(fileName) }]];
    faults.push({ at: at(fileName), words: read });
    return [];
  });
}

const givenTwice: Words = { zh: '既给出了内容，又给出了文件', en: 'given twice, as text and as a file' };

/** A blank value counts as none, because compose files often pass empty variables. */
function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Reads UTF-8, or UTF-16 with a byte order mark, as PowerShell writes it. Returns words when it cannot be read. */
function readText(path: string): string | Words {
  try {
    const bytes = readFileSync(path);
    const decode = makeDecoder(encodingOfMark(bytes) ?? 'utf-8');
    return (decode(bytes) + decode()).trim();
  } catch (cause) {
    if (isUndecodable(cause)) return { zh: `无法读取 ${path}：不是 UTF-8`, en: `cannot read ${path}: it is not UTF-8` };
    return wordsOfFault(cause as NodeJS.ErrnoException, path);
  }
}

/** The entries of the file of settings. */
async function fileEntries(path: string, faults: SettingFault[], retired: RetiredSettings | undefined) {
  const entries: Record<string, string> = {};
  const text = readText(path);
  const content = typeof text === 'string' ? await parseYaml(text) : { fault: text };
  if ('fault' in content) {
    faults.push({ at: path, words: content.fault });
    return entries;
  }
  const known = knownVariables().map(spelling.file);
  for (const [name, value] of Object.entries(content.values)) {
    const at = `${path}: ${name}`;
    const values = [value].flat();
    if (!known.includes(name)) faults.push({ at, words: whyUnknown(name, spelling.file, [], retired) });
    else if (values.some((one) => typeof one === 'object' && one !== null)) faults.push({ at, words: nested });
    else entries[name] = values.map((one) => String(one ?? '')).join(',');
  }
  return entries;
}

const nested: Words = { zh: '应为一个值，或由值组成的列表', en: 'expected a value, or a list of values' };

async function parseYaml(text: string): Promise<{ readonly values: object } | { readonly fault: Words }> {
  const { parse, YAMLParseError } = await import('yaml');
  try {
    const values: unknown = parse(text) ?? {};
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) return { values };
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line ?? 1;
    return { fault: { zh: `第 ${line} 行不是有效的 YAML`, en: `line ${line} is not valid YAML` } };
  }
  return { fault: { zh: '应为“名称: 值”', en: 'expected names and values' } };
}

function unknownVariables(
  environment: NonNullable<SettingSources['environment']>,
  retired: RetiredSettings | undefined,
): SettingFault[] {
  const known = [...knownVariables(), 'GONGDAN_CONFIG'];
  return (
    Object.keys(environment)
      // Variables of the tests are no settings of the server.
      .filter((name) => name.startsWith('GONGDAN_') && !name.startsWith('GONGDAN_TEST_'))
      .filter((name) => !known.includes(name))
      .map((name) => ({ at: name, words: whyUnknown(name, (variable) => variable, ['GONGDAN_CONFIG'], retired) }))
  );
}
