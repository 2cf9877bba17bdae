/**
 * Control characters, and marks that change the direction of writing: they make `photo-gpj.exe` look like `photo-exe.jpg`.
 */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Cleans a file's name for storing and showing; the result may be ''. Blanks at the ends are removed, because addresses
 * lose them and a download would have another name.
 */
export function cleanName(written: string): string {
  return written.replace(invisible, '').trim();
}

/** Decodes a name as UTF-8, else as GB18030, which Chinese Windows uses; undefined when it is neither. */
export function decodeName(bytes: Uint8Array): string | undefined {
  return decodeAs('utf-8', bytes) ?? decodeAs('gb18030', bytes);
}

/**
 * Decodes a name in the charset of a label; undefined for bytes that the charset lacks. Throws RangeError for an
 * unknown label.
 */
export function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Decodes percent-encoded text to bytes. A percent sign without two hex digits stays; other characters become UTF-8. */
export function percentBytes(text: string): Uint8Array {
  const escaped = text.replace(/[\u0080-\uffff]+/g, encodeURIComponent);
  const bytes = escaped.replace(/%([0-9a-fA-F]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1');
}
