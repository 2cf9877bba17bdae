import type { Encoding } from '../encoding.ts';

/**
 * Makes a function that encodes text. A character that the encoding does not have becomes `?`; Big5 lacks many, GB18030
 * 19 of private use. No byte order mark is added.
 */
export function makeEncoder(encoding: Encoding): (text: string) => Buffer {
  if (encoding === 'utf-8') return (text) => Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return (text) => Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16();
  const bytes = tableOf(encoding);
  const encodeLetter = (letter: string): Buffer => {
    const code = letter.codePointAt(0)!;
    if (code < 0x80) return Buffer.from([code]);
    return bytes.get(letter) ?? (encoding === 'gb18030' && code >= 0x10000 ? beyondPlane(code) : unknown);
  };
  return (text) => Buffer.concat(Array.from(text, encodeLetter));
}

const unknown = Buffer.from('?');

/** GB18030 encodes the characters beyond the basic plane in the order of Unicode, four bytes each, from 90 30 81 30. */
function beyondPlane(code: number): Buffer {
  const place = code - 0x10000;
  return fourBytes(place + 0x0f * 12_600);
}

function fourBytes(place: number): Buffer {
  return Buffer.from([
    0x81 + Math.floor(place / 12_600),
    0x30 + (Math.floor(place / 1260) % 10),
    0x81 + (Math.floor(place / 10) % 126),
    0x30 + (place % 10),
  ]);
}

/** Character → its bytes. Node only decodes these encodings, so the table is made by decoding every sequence once. */
function tableOf(encoding: 'gb18030' | 'big5'): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const table = new Map<string, Buffer>();
  const add = (letter: string, sequence: Buffer) => {
    // Of several sequences for a character the first one is kept. Big5 has sequences for two characters together.
    if ([...letter].length === 1 && !table.has(letter)) table.set(letter, sequence);
  };
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const sequence = Buffer.from([lead, trail]);
      const letter = decoder.decode(sequence);
      // A pair of bytes that is no character decodes to U+FFFD.
      if (!letter.includes('\ufffd')) add(letter, sequence);
    }
  }
  // In four bytes GB18030 has the other 39,420 characters of the basic plane.
  for (let place = 0; encoding === 'gb18030' && place < 39_420; place += 1) {
    const sequence = fourBytes(place);
    add(decoder.decode(sequence), sequence);
  }
  return table;
}
