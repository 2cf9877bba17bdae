import type { Words } from '@gongdan/contract';
import { Problem } from './errors.ts';

/** The encodings in which files can be read. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5'] as const;
export type Encoding = (typeof encodings)[number];

/** Encoded text, with the name that error texts use. Each call of `read` begins at the first byte. */
export interface EncodedText {
  readonly name: string;
  read(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/**
 * Returns the encoding of the text: the stated one, else that of its byte order mark, else UTF-8, else GB18030, which
 * Chinese Excel writes. The whole text is decoded to check it. Throws Problem with the line when the text cannot be
 * decoded. UTF-8 with a few broken characters is refused, too: GB18030 could mostly decode it, but into wrong
 * characters.
 */
export async function findEncoding(text: EncodedText, stated?: Encoding): Promise<Encoding> {
  const certain = stated ?? (await markedEncoding(text));
  if (certain !== undefined) {
    const fault = await findFault(text, certain);
    if (fault) throw refusal(text, sentenceOf(fault));
    return certain;
  }
  const inUtf8 = await findFault(text, 'utf-8');
  if (!inUtf8) return 'utf-8';
  // A NUL decodes as UTF-8, but most likely the text is UTF-16 without a byte order mark, where half of the bytes are
  // NUL.
  if (inUtf8.decodable) throw refusal(text, sentenceOf(inUtf8));
  const inGb18030 = await findFault(text, 'gb18030');
  if (!inGb18030 && (await isMostlyUtf8(text))) {
    const { zh, en } = sentenceOf(inUtf8);
    throw refusal(text, { zh: `${zh}，但其余大部分是`, en: `${en}, though most of the text is` });
  }
  if (!inGb18030) return 'gb18030';
  const [one, other] = [sentenceOf(inUtf8), sentenceOf(inGb18030)];
  throw refusal(text, { zh: `${one.zh}，${other.zh}`, en: `${one.en}, and ${other.en}` });
}

function sentenceOf({ line, text }: TextFault): Words {
  return { zh: `第 ${line} 行${text.zh}`, en: `line ${line} ${text.en}` };
}

/** Returns the encoding of the byte order mark, which has at most three bytes; undefined without one. */
export function encodingOfMark(start: Uint8Array): Encoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : undefined;
}

/** Decodes the text in pieces. Throws Problem at invalid bytes, so nothing is replaced by U+FFFD. */
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
    throw refusal(text, { zh: `不是 ${labels[encoding]}`, en: `it is not ${labels[encoding]}` }, cause);
  }
}

/**
 * Makes a function that decodes pieces of bytes and drops the byte order mark. Call it without bytes at the end. It
 * throws errors that `isUndecodable` recognises.
 */
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
  readonly text: Words;
  /** True when the bytes can be decoded, but to a character that no text holds: NUL. */
  readonly decodable: boolean;
}

const labels: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
  gb18030: 'GB18030',
  big5: 'Big5',
};

const holdsNul: Words = { zh: '含有 NUL（UTF-16 需要 BOM）', en: 'holds a NUL (UTF-16 needs a byte order mark)' };

async function markedEncoding(text: EncodedText): Promise<Encoding | undefined> {
  let start: readonly number[] = [];
  for await (const bytes of text.read()) {
    start = [...start, ...bytes.subarray(0, 3)];
    if (start.length >= 3) break;
  }
  return encodingOfMark(Uint8Array.from(start));
}

/** Returns the first place of the text that cannot be decoded or holds a NUL; undefined when there is none. */
async function findFault(text: EncodedText, encoding: Encoding): Promise<TextFault | undefined> {
  const decode = makeDecoder(encoding);
  let line = 1;
  let whole = 0;
  const checkPiece = (piece: string): TextFault | undefined => {
    const nul = piece.indexOf('\0');
    line += breaksIn(nul === -1 ? piece : piece.slice(0, nul));
    if (nul === -1) return undefined;
    return { line, text: holdsNul, decodable: true };
  };
  try {
    for await (const bytes of text.read()) {
      const fault = checkPiece(decode(bytes));
      if (fault) return fault;
      whole += 1;
    }
    return checkPiece(decode());
  } catch (error) {
    if (!isUndecodable(error)) throw error;
    const label = { zh: `不是 ${labels[encoding]}`, en: `is not ${labels[encoding]}` };
    return { line: await lineAtFault(text, encoding, whole), text: label, decodable: false };
  }
}

/**
 * True when the text, read as UTF-8, has more valid characters of three or four bytes than invalid ones. Of a text in
 * GB18030 about one such character in a hundred is valid by chance. Characters of two bytes are valid by chance far
 * more often, so they do not count.
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

/**
 * Finds the line of the fault by decoding again: first `whole` pieces, which hold no fault, and then byte by byte,
 * because a decoder does not say where it failed.
 */
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

function refusal({ name }: EncodedText, { zh, en }: Words, cause?: unknown): Problem {
  return new Problem('request_refused', `cannot read ${name}: ${en}`, { zh: `无法读取 ${name}：${zh}`, cause });
}
