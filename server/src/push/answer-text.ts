import { type Encoding, encodingOfMark, isUndecodable, makeDecoder } from '../encoding.ts';
import type { AnswerBytes } from './unpack-answer.ts';

/**
 * The bytes of an answer as text, without a byte order mark. Without a mark they are UTF-8, else GB18030, in which many
 * Chinese receivers write their error pages. Bytes that are neither are shown as UTF-8 with U+FFFD: the text is judged
 * and shown to an operator, and is no data.
 */
export function answerText({ bytes, isCut }: AnswerBytes): string {
  const marked = encodingOfMark(bytes);
  for (const encoding of marked ? [marked] : (['utf-8', 'gb18030'] as const)) {
    const text = decodedAs(encoding, bytes, isCut);
    if (text !== undefined) return text;
  }
  return new TextDecoder(marked).decode(bytes);
}

/** Undefined when the bytes are not in the encoding. A character that was cut in two at the end is dropped. */
function decodedAs(encoding: Encoding, bytes: Buffer, isCut: boolean): string | undefined {
  const decode = makeDecoder(encoding);
  try {
    return decode(bytes) + (isCut ? '' : decode());
  } catch (error) {
    if (isUndecodable(error)) return undefined;
    throw error;
  }
}
