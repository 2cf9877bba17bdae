import { Problem } from './errors.ts';

/** The encodings that text from outside may have. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5'] as const;
export type Encoding = (typeof encodings)[number];

/** Text as it arrived, under the name by which refusals call it. `read` begins at the first byte each time. */
export interface EncodedText {
  readonly name: string;
  read(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/**
 * Finds the encoding by decoding all of the text: that of its byte order mark, else UTF-8, else GB18030, which Chinese
 * Excel writes. Throws Problem with the line when the text cannot be decoded, or is not in the `stated` encoding, or is
 * UTF-8 but for some broken characters, because nearly all of such a text decodes as GB18030, too, into other letters.
 */
export async function findEncoding(text: EncodedText, stated?: Encoding): Promise<Encoding> {
  const certain = stated ?? (await markedEncoding(text));
  if (certain !== undefined) {
    const fault = await findFault(text, certain);
    if (fault) throw refusal(text, `line ${fault.line} ${fault.text}`);
    return certain;
  }
  const inUtf8 = await findFault(text, 'utf-8');
  if (!inUtf8) return 'utf-8';
  // A NUL is valid UTF-8, and what UTF-16 without a mark consists of for one half.
  if (inUtf8.decodable) throw refusal(text, `line ${inUtf8.line} ${inUtf8.text}`);
  const inGb18030 = await findFault(text, 'gb18030');
  if (!inGb18030 && (await isMostlyUtf8(text))) {
    throw refusal(text, `line ${inUtf8.line} ${inUtf8.text}, though most of the text is`);
  }
  if (!inGb18030) return 'gb18030';
  throw refusal(text, `line ${inUtf8.line} ${inUtf8.text}, and line ${inGb18030.line} ${inGb18030.text}`);
}

/** The encoding that a byte order mark states; undefined without one. The mark has at most three bytes. */
export function encodingOfMark(start: Uint8Array): Encoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : undefined;
}

/** Decodes the text in pieces. Throws Problem at bytes that the encoding does not have: nothing becomes U+FFFD. */
export async function* decodeText(text: EncodedText, encoding: Encoding): AsyncGenerator<string> {
  const decode = makeDecoder(encoding);
  try {
    for await (const bytes of text.read()) {
      const piece = decode(bytes);
      if (piece !== '') yield piece;
    }
    const last = decode();
    if (last !== '') yield last;
  } catch (cause) {
    if (!isUndecodable(cause)) throw cause;
    throw refusal(text, `it is not ${labels[encoding]}`, cause);
  }
}

/** Decodes bytes as they come and drops the byte order mark; without bytes it ends. Throws what `isUndecodable` knows. */
export function makeDecoder(encoding: Encoding): (bytes?: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let atStart = true;
  return (bytes) => {
    const text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    const marked = atStart && text.startsWith('\uFEFF');
    if (text !== '') atStart = false;
    return marked ? text.slice(1) : text;
  };
}

export function isUndecodable(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}

interface TextFault {
  readonly line: number;
  readonly text: string;
  /** The bytes are characters of the encoding, but none that a text has. */
  readonly decodable: boolean;
}

const labels: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
  gb18030: 'GB18030',
  big5: 'Big5',
};

async function markedEncoding(text: EncodedText): Promise<Encoding | undefined> {
  let start: readonly number[] = [];
  for await (const bytes of text.read()) {
    start = [...start, ...bytes.subarray(0, 3)];
    if (start.length >= 3) break;
  }
  return encodingOfMark(Uint8Array.from(start));
}

async function findFault(text: EncodedText, encoding: Encoding): Promise<TextFault | undefined> {
  const decode = makeDecoder(encoding);
  let line = 1;
  let whole = 0;
  const look = (piece: string): TextFault | undefined => {
    const nul = piece.indexOf('\0');
    line += breaksIn(nul === -1 ? piece : piece.slice(0, nul));
    if (nul === -1) return undefined;
    return { line, text: 'holds a NUL (UTF-16 needs a byte order mark)', decodable: true };
  };
  try {
    for await (const bytes of text.read()) {
      const fault = look(decode(bytes));
      if (fault) return fault;
      whole += 1;
    }
    return look(decode());
  } catch (error) {
    if (!isUndecodable(error)) throw error;
    return { line: await lineAtFault(text, encoding, whole), text: `is not ${labels[encoding]}`, decodable: false };
  }
}

/**
 * Whether more letters of three or four bytes are right UTF-8 than wrong. Text in GB18030 has about one such letter in a
 * hundred by chance; of two bytes it has many more.
 */
async function isMostlyUtf8(text: EncodedText): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let [right, wrong] = [0, 0];
  for await (const bytes of text.read()) {
    for (const letter of decoder.decode(bytes, { stream: true })) {
      if (letter === '\uFFFD') wrong += 1;
      else if (letter >= '\u0800') right += 1;
    }
  }
  return right > wrong;
}

/** Decodes once more, byte by byte after so many whole pieces: a decoder does not say where it failed. */
async function lineAtFault(text: EncodedText, encoding: Encoding, whole: number): Promise<number> {
  const decode = makeDecoder(encoding);
  let line = 1;
  let left = whole;
  try {
    for await (const bytes of text.read()) {
      left -= 1;
      const pieces = left >= 0 ? [bytes] : Array.from(bytes, (byte) => Uint8Array.of(byte));
      for (const piece of pieces) line += breaksIn(decode(piece));
    }
    decode();
  } catch (error) {
    if (!isUndecodable(error)) throw error;
  }
  return line;
}

function breaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function refusal({ name }: EncodedText, why: string, cause?: unknown): Problem {
  return new Problem('request_refused', `cannot read ${name}: ${why}`, { cause });
}
