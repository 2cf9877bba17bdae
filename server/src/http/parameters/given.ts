import { Problem } from '../../errors.ts';
import { deepest } from './json.ts';

/** The parameters that a caller gave, from query and body. */
export interface Given {
  /**
   * Under the parameters' own names. Names and text are trimmed; null and blank text are ''. Values are text from a
   * query or form, any JSON from a JSON body, or a received file.
   */
  readonly values: Map<string, unknown>;
  /** The name that the caller wrote, for each value that came under another spelling. */
  readonly spellings: Map<string, string>;
}

export function nothingGiven(): Given {
  return { values: new Map(), spellings: new Map() };
}

/** Every way a caller may write a parameter's name → the name. */
export type Names = ReadonlyMap<string, string>;

/** Stands for bytes that are no UTF-8; every form refuses it. */
export const undecodable = Symbol('bytes that are no UTF-8');

/** A query and a body may each have so many parameters: pairs, parts, or members of the outermost JSON object. */
export const mostParameters = 1000;

/** A query or body with more parameters than that; the rest of it is not looked at. */
export function tooManyParameters(): Problem {
  return new Problem('body_malformed', `more than ${mostParameters} parameters`);
}

/** A body that should be a JSON object and is none, or is one beyond the bounds, which the caller reads in the answer. */
export function noObject(): Problem {
  const bounds = `of at most ${mostParameters} members, nested at most ${deepest} deep`;
  return new Problem('body_malformed', `the body is not a JSON object ${bounds}`);
}

/** Keeps a value when the call knows its name. What comes later wins, the body after the query; blanks never do. */
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

/** A Problem about a parameter calls it, or the part of it at fault, by the name that the caller wrote. */
export function asWritten({ spellings }: Given, error: unknown): unknown {
  if (!(error instanceof Problem) || error.field === undefined) return error;
  const [name = ''] = error.field.split(/[.[]/, 1);
  const spelling = spellings.get(name);
  if (spelling === undefined) return error;
  const { reason, text, cause, inConsole, field } = error;
  const named = spelling + field.slice(name.length);
  return new Problem(reason, text, { field: named, cause, ...(inConsole !== undefined && { inConsole }) });
}

/**
 * Takes `a=1&b=2`, of a query or a urlencoded body; `bytes` holds one character for each. Throws Problem `body_malformed`
 * when there are too many pairs.
 */
export function giveForm(given: Given, names: Names, bytes: string): void {
  eachPair(bytes, (name, value) => give(given, names, name, value));
}

type TakePair = (name: string, value: string | typeof undecodable) => void;

/** Takes each pair of `a=1&b=2` as `giveForm` does. A pair whose name cannot be decoded is no parameter. */
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

/** `+` and `%20` are blanks; a percent sign that escapes nothing is itself. */
export function decode(encoded: string): string | typeof undecodable {
  const text = encoded.includes('+') ? encoded.replaceAll('+', ' ') : encoded;
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, '%25'));
  } catch {
    return undecodable;
  }
}

/** Some clients, curl among them, send Chinese as it is typed. */
function escapeBytes(bytes: string): string {
  return bytes.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
}
