import { type Encoding, encodingOfMark, isUndecodable, makeDecoder } from '../encoding.ts';
import type { AnswerBytes } from './unpack-answer.ts';

/**
 * Decodes an answer by its byte order mark, which is dropped. Without a mark it tries UTF-8, then GB18030, in which many
 * Chinese receivers write their error pages. Bytes that are neither are read as UTF-8 with U+FFFD, because the text is
 * only searched for a receipt and shown to operators.
 */
export function answerText({ bytes, isCut }: AnswerBytes): string {
  const marked = encodingOfMark(bytes);
  for (const encoding of marked ? [marked] : (['utf-8', 'gb18030'] as const)) {
    const text = decodedAs(encoding, bytes, isCut);
    if (text !== undefined) return text;
  }
  return new TextDecoder(marked).decode(bytes);
}

/**
 * Returns undefined when the bytes are not in the encoding. When the answer was cut within a character, the part of
 * that character is dropped.
 */
function decodedAs(encoding: Encoding, bytes: Buffer, isCut: boolean): string | undefined {
  const decode = makeDecoder(encoding);
  try {
    return decode(bytes) + (isCut ? '' : decode());
  } catch (error) {
    if (isUndecodable(error)) return undefined;
    throw error;
  }
}
