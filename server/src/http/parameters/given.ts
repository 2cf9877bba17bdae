import { Problem, withField } from '../../errors.ts';
import { deepest } from './json.ts';

/** The parameters that a caller gave, from query and body. */
export interface Given {
  /**
   * Parameter name → value. Names and texts are trimmed; null and blank text are ''. A value is text from a query or
   * form, any JSON from a JSON body, or a received file.
   */
  readonly values: Map<string, unknown>;
  /** Parameter name → the name that the caller wrote, where they differ. */
  readonly spellings: Map<string, string>;
}

export function nothingGiven(): Given {
  return { values: new Map(), spellings: new Map() };
}

/** Every way a caller may write a parameter's name → the name. */
export type Names = ReadonlyMap<string, string>;

/**
 * Stands for a value whose bytes are not valid in its encoding, which is nearly always UTF-8. Every form refuses it.
 */
export const undecodable = Symbol('bytes that are no UTF-8');

/** How many parameters a query and a body may each have: pairs, parts, or members of the outermost JSON object. */
export const mostParameters = 1000;

/** The Problem of a query or body with more than `mostParameters` parameters. The rest of it is not read. */
export function tooManyParameters(): Problem {
  return new Problem('body_malformed', `more than ${mostParameters} parameters`);
}

/** The Problem of a body that should be a JSON object and is not, or exceeds the bounds. Its text names the bounds. */
export function noObject(): Problem {
  const bounds = `of at most ${mostParameters} members, nested at most ${deepest} deep`;
  return new Problem('body_malformed', `the body is not a JSON object ${bounds}`);
}

/**
 * Stores a value when the call knows its name. A later value replaces an earlier one, unless the later one is blank;
 * the body comes after the query.
 */
export function give(given: Given, names: Names, writtenName: string, value: unknown): void {
  const name = names.get(writtenName) ?? names.get(writtenName.trim());
  if (name === undefined) return;
  const trimmed = typeof value === 'string' ? value.trim() : (value ?? '');
  if (trimmed === '' && given.values.has(name)) return;
  given.values.set(name, trimmed);
  const spelling = writtenName.trim();
  if (spelling !== name) given.spellings.set(name, spelling);
  else if (given.spellings.size > 0) given.spellings.delete(name);
}

/** Renames the field of a Problem to the spelling that the caller used for the parameter. */
export function asWritten({ spellings }: Given, error: unknown): unknown {
  if (!(error instanceof Problem) || error.field === undefined) return error;
  const [name = ''] = error.field.split(/[.[]/, 1);
  const spelling = spellings.get(name);
  if (spelling === undefined) return error;
  return withField(error, spelling + error.field.slice(name.length));
}

/**
 * Stores the pairs of `a=1&b=2`, from a query or a urlencoded body. `bytes` holds one character for each byte. Throws
 * Problem `body_malformed` when there are too many pairs.
 */
export function giveForm(given: Given, names: Names, bytes: string): void {
  eachPair(bytes, (name, value) => give(given, names, name, value));
}

type TakePair = (name: string, value: string | typeof undecodable) => void;

/** Calls `take` with each pair of `a=1&b=2`. A pair without `=`, or whose name cannot be decoded, is skipped. */
export function eachPair(bytes: string, take: TakePair): void {
  demandFewPairs(bytes);
  const text = escapeBytes(bytes);
  let start = 0;
  while (start < text.length) {
    const next = text.indexOf('&', start);
    const end = next === -1 ? text.length : next;
    takePair(text.slice(start, end), take);
    start = end + 1;
  }
}

/** Counts before anything is decoded. */
function demandFewPairs(text: string): void {
  let end = -1;
  for (let pairs = 0; pairs < mostParameters; pairs += 1) {
    end = text.indexOf('&', end + 1);
    if (end === -1) return;
  }
  if (end < text.length - 1) throw tooManyParameters();
}

function takePair(pair: string, take: TakePair): void {
  const mark = pair.indexOf('=');
  if (mark === -1) return;
  const name = decode(pair.slice(0, mark));
  if (typeof name === 'string') take(name, decode(pair.slice(mark + 1)));
}

/**
 * Decodes a name or value; `undecodable` when its bytes are not UTF-8. `+` and `%20` are blanks. A percent sign that
 * escapes nothing stands for itself.
 */
export function decode(encoded: string): string | typeof undecodable {
  const text = encoded.includes('+') ? encoded.replaceAll('+', ' ') : encoded;
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, '%25'));
  } catch {
    return undecodable;
  }
}

/** Escapes bytes outside ASCII: some clients, curl among them, send Chinese as it is typed. */
function escapeBytes(bytes: string): string {
  return bytes.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
}
