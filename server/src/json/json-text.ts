declare const mark: unique symbol;

/**
 * JSON, or a piece of it, as its UTF-8 with one character for each byte. So what a store holds as bytes is cut, joined
 * and sent without being decoded and encoded again, which takes longer than reading it. JSON escapes in ASCII only, so
 * that searching for quotes and commas stays right.
 */
export type JsonText = string & { readonly [mark]: true };

/** Joins pieces by words that stand in the code: json`{"id":${id},"count":${3}}`. The words have to be ASCII. */
export function json(words: TemplateStringsArray, ...pieces: readonly (JsonText | number | `${number}`)[]): JsonText {
  let text = words[0]!;
  for (let place = 0; place < pieces.length; place++) text += `${pieces[place]}${words[place + 1]}`;
  return text as JsonText;
}

/** The value as JSON. */
export function jsonText(value: unknown): JsonText {
  return storedJson(JSON.stringify(value));
}

/** The JSON of a text that has one character for each byte already: of a moment, or of what was cut from such a text. */
export function quoted(text: string): JsonText {
  return JSON.stringify(text) as JsonText;
}

/** JSON as a store answers it, bytes of SQLite or text of PostgreSQL, or as `JSON.stringify` made it. */
export function storedJson(stored: Uint8Array | string): JsonText {
  const bytes = Buffer.isBuffer(stored) ? stored : Buffer.from(stored);
  return bytes.toString('latin1') as JsonText;
}

/** The value that the JSON says; its shape is for the caller to know. */
export function parseJson<Value>(text: JsonText): Value {
  return JSON.parse(Buffer.from(text, 'latin1').toString()) as Value;
}

/** Like `Array.join` with commas, which makes a text at once although it is joined to others: slower where many follow. */
export function joined(pieces: readonly JsonText[]): JsonText {
  let text = '';
  for (const piece of pieces) text += text === '' ? piece : `,${piece}`;
  return text as JsonText;
}

/** The piece between two places, as `slice` counts them. */
export function cut(text: JsonText, from: number, end?: number): JsonText {
  return text.slice(from, end) as JsonText;
}

/** The members of an object without its braces, to be put among others. */
export function membersOf(object: JsonText): JsonText {
  return cut(object, 1, -1);
}

/** The pieces between a character that JSON never holds as it is. */
export function split(text: JsonText, by: string): JsonText[] {
  return text.split(by) as JsonText[];
}
