declare const mark: unique symbol;

/**
 * JSON on its way out: its UTF-8 with one character for each byte. So what a store holds as bytes is joined to what is
 * made here and goes to the socket without having been decoded and encoded again, which takes longer than reading it.
 * It is joined like any text; what comes from elsewhere has to pass one of the functions below.
 */
export type JsonText = string & { readonly [mark]: true };

/** The value as JSON. */
export function jsonText(value: unknown): JsonText {
  return bytesOf(JSON.stringify(value));
}

/** JSON that was made as an ordinary text. */
export function bytesOf(json: string): JsonText {
  return Buffer.from(json).toString('latin1') as JsonText;
}

/** JSON as a store answers it: bytes of SQLite, text of PostgreSQL. */
export function storedJson(stored: Uint8Array | string): JsonText {
  const bytes = Buffer.isBuffer(stored) ? stored : Buffer.from(stored);
  return bytes.toString('latin1') as JsonText;
}

/** Says of joined pieces that they are JSON. */
export function joined(text: string): JsonText {
  return text as JsonText;
}

/** The members of an object without its braces, to be put among others. */
export function membersOf(object: JsonText): JsonText {
  return object.slice(1, -1) as JsonText;
}
