/** Controls, and the marks of direction with which `photo-gpj.exe` is shown as `photo-exe.jpg`. */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The name under which a file is kept and shown; '' when nothing is left of it. Blanks at its edges are dropped, because
 * they are dropped from addresses: a download would have another name than its file.
 */
export function cleanName(written: string): string {
  return written.replace(invisible, '').trim();
}

/** Decodes a name as UTF-8, else as GB18030, which Chinese Windows writes; undefined when it is neither. */
export function decodeName(bytes: Uint8Array): string | undefined {
  return decodeAs('utf-8', bytes) ?? decodeAs('gb18030', bytes);
}

/** Decodes a name in a charset under any of its labels; undefined for bytes that it does not have. Throws RangeError for an unknown label. */
export function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes of percent-encoded text. A percent sign that escapes nothing is itself; other characters stand for their UTF-8. */
export function percentBytes(text: string): Uint8Array {
  const escaped = text.replace(/[\u0080-\uffff]+/g, encodeURIComponent);
  const bytes = escaped.replace(/%([0-9a-fA-F]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1');
}
