/**
 * Control characters, marks that change the direction of writing, and line separators. In a terminal they could rewrite
 * or hide what stands beside them.
 */
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Texts that need neither an escape nor a cut. */
const plain = /^[\w./:-]{0,64}$/;

/** Returns a text from outside as a JSON string for the log, without unprintable characters, and cut to `most` characters. */
export function quoted(text: string, most = 64): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(printable(text, most));
}

/** Replaces unprintable characters and lone surrogates, and cuts the text to `most` characters. */
export function printable(text: string, most: number): string {
  const whole = text.length <= most;
  const shown = (whole ? text : text.slice(0, most)).toWellFormed().replace(unprintable, '\ufffd');
  return whole ? shown : `${shown}…`;
}
