/**
 * Text with a character for each byte of its UTF-8: twice as fast to search, cut and join as the text itself, and ready
 * to be written. JSON in it stays JSON, for what JSON escapes is ASCII.
 */
export type ByteText = string;

export function toBytes(text: string): ByteText {
  return Buffer.from(text).toString('latin1');
}

export function fromBytes(bytes: ByteText): string {
  return Buffer.from(bytes, 'latin1').toString();
}

/** The JSON of what the bytes say. */
export function parseBytes<Value>(json: ByteText): Value {
  return JSON.parse(fromBytes(json)) as Value;
}

export function stringifyBytes(value: unknown): ByteText {
  return toBytes(JSON.stringify(value));
}

/** The same text by itself: what was cut from a longer one holds all of that in memory as long as it is kept. */
export function detached(bytes: ByteText): ByteText {
  return Buffer.from(bytes, 'latin1').toString('latin1');
}
