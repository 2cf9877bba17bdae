import { refusedField } from '../../errors.ts';
import { decodeAs, decodeName, percentBytes } from '../../files/name.ts';

/** The names that the head of a part gives. */
export interface PartNames {
  /** The name of the parameter. */
  readonly name: string | undefined;
  /**
   * The name of the file, without folders; '' when the user chose no file, undefined when the part names no file.
   */
  readonly fileName: string | undefined;
}

/**
 * Reads `form-data; name="…"; filename="…"; filename*=charset'language'…`, in which one character stands for each byte;
 * undefined for another disposition. `filename*` wins unless it is blank or its charset is unknown, because clients
 * that send both write a fallback into `filename`. Throws Problem when the names can be read in no encoding.
 */
export function readDisposition(header: string): PartNames | undefined {
  // Decoded as a whole before quotes are parsed, because the second byte of a GB18030 character may be a backslash.
  const text = decodeName(Buffer.from(header, 'latin1'));
  if (text === undefined) throw unreadable();
  if (text.split(';', 1)[0]!.trim().toLowerCase() !== 'form-data') return undefined;
  const values = parametersIn(text);
  const extended = values.get('filename*');
  const written = (extended === undefined ? undefined : decodeExtended(extended)) || values.get('filename');
  return { name: values.get('name'), fileName: written === undefined ? undefined : lastPart(written) };
}

function unreadable() {
  return refusedField('file', 'its name is neither UTF-8 nor GB18030, nor in the charset that it states');
}

function parametersIn(text: string): Map<string, string> {
  const values = new Map<string, string>();
  let at = text.indexOf(';');
  while (at !== -1) {
    const equals = text.indexOf('=', at);
    if (equals === -1) break;
    const { value, end } = valueAt(text, equals + 1);
    // Between `at` and `equals` there may also be a parameter without a value, which is skipped.
    const name = text.slice(Math.max(at, text.lastIndexOf(';', equals)) + 1, equals);
    values.set(name.trim().toLowerCase(), value);
    at = text.indexOf(';', end);
  }
  return values;
}

/**
 * Reads the value that begins at `start`, with or without quotes. A backslash escapes a quote or a backslash. Before
 * any other character it stands for itself, because browsers do not escape it.
 */
function valueAt(text: string, start: number): { value: string; end: number } {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  if (text[at] !== '"') {
    const end = text.indexOf(';', at);
    return { value: text.slice(at, end === -1 ? undefined : end).trim(), end: end === -1 ? text.length : end };
  }
  let value = '';
  for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
    if (text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at += 1;
    value += text[at] ?? '';
  }
  return { value, end: at };
}

/** `charset'language'percent-encoded` of RFC 8187; undefined when its form or charset is unknown. */
function decodeExtended(value: string): string | undefined {
  const [charset = '', language, ...rest] = value.split("'");
  if (language === undefined || rest.length === 0) return undefined;
  const bytes = percentBytes(rest.join("'"));
  let decoded: string | undefined;
  try {
    decoded = decodeAs(charset.trim(), bytes);
  } catch {
    return undefined;
  }
  if (decoded === undefined) throw unreadable();
  return decoded;
}

function lastPart(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name === '.' || name === '..' ? '' : name;
}
