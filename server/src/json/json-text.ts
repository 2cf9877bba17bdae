declare const mark: unique symbol;

/**
 * JSON, or a piece of it, as a string that has one character for each byte of its UTF-8. Bytes of a store are cut, joined
 * and sent in this form, because to decode and encode them would take longer than to read them. Quotes, commas and braces
 * are single bytes in UTF-8, and no other character contains these bytes, so a search for one finds no false place.
 */
export type JsonText = string & { readonly [mark]: true };

/** Puts pieces into a template: json`{"id":${id},"count":${3}}`. The template itself must be ASCII. */
export function json(texts: TemplateStringsArray, ...pieces: readonly (JsonText | number | `${number}`)[]): JsonText {
  let text = texts[0]!;
  for (let index = 0; index < pieces.length; index++) text += `${pieces[index]}${texts[index + 1]}`;
  return text as JsonText;
}

/** Returns the value as JSON. */
export function jsonText(value: unknown): JsonText {
  return storedJson(JSON.stringify(value));
}

/** Returns a text as JSON, faster than `jsonText`. The text must be ASCII, such as a time: nothing is encoded as UTF-8. */
export function quoted(text: string): JsonText {
  return JSON.stringify(text) as JsonText;
}

/** Converts JSON from a store (bytes from SQLite, text from PostgreSQL) or from `JSON.stringify`. */
export function storedJson(stored: Uint8Array | string): JsonText {
  const bytes = Buffer.isBuffer(stored) ? stored : Buffer.from(stored);
  return bytes.toString('latin1') as JsonText;
}

/** Parses the JSON. The caller vouches for the type of the value; nothing checks it. */
export function parseJson<Value>(text: JsonText): Value {
  return JSON.parse(Buffer.from(text, 'latin1').toString()) as Value;
}

/**
 * Joins pieces with commas. `Array.join` would copy all characters, and joining its result again would copy them once more.
 * What `+=` concatenates is copied only once, when the answer is sent.
 */
export function joined(pieces: readonly JsonText[]): JsonText {
  let text = '';
  for (const piece of pieces) text += text === '' ? piece : `,${piece}`;
  return text as JsonText;
}

/** Returns the piece from one index up to another, as `slice` does. */
export function cut(text: JsonText, from: number, end?: number): JsonText {
  return text.slice(from, end) as JsonText;
}

/** Returns the members of an object without its braces, to be put among other members. */
export function membersOf(object: JsonText): JsonText {
  return cut(object, 1, -1);
}

/** Splits a text at a separator that JSON always escapes, such as a control character. */
export function split(text: JsonText, by: string): JsonText[] {
  return text.split(by) as JsonText[];
}
