import type { BusboyInstance } from '@fastify/busboy';
import { decodeAs } from '../../files/name.ts';
import { undecodable } from '../parameters/given.ts';
import { type PartNames, readDisposition } from './disposition.ts';

/** The headers of a part before the parser reads them, one character for each byte. */
export type PartHeaders = Record<string, string[] | undefined>;

/** The names in the head of a part, and the charset that it states for its value. */
export interface PartHead extends PartNames {
  readonly charset: string | undefined;
}

/**
 * Calls `take` with the headers of each part before the parser reads them, because the parser would replace bytes that
 * it cannot decode by U+FFFD.
 */
export function watchHeads(parser: BusboyInstance, take: (headers: PartHeaders) => void): void {
  // `_parser` is private to the library, whose version is therefore pinned exactly.
  const { _parser } = parser as unknown as { readonly _parser: { readonly parser: Splitter } };
  _parser.parser.prependListener('part', (part) => part.on('header', take));
}

interface Splitter {
  prependListener(event: 'part', listener: (part: Part) => void): void;
}

interface Part {
  on(event: 'header', listener: (headers: PartHeaders) => void): void;
}

/**
 * Reads the head of a part, and replaces its names by the number `place`, which the parser then reports as the part's
 * name. When it returns undefined or throws, the parser skips the part.
 */
export function readHead(headers: PartHeaders, place: number): PartHead | undefined {
  const [disposition] = headers['content-disposition'] ?? [];
  headers['content-disposition'] = undefined;
  const names = disposition === undefined ? undefined : readDisposition(disposition);
  if (!names) return undefined;
  const [type = '', ...parameters] = headers['content-type']?.[0]?.split(';') ?? [];
  const charset = parameters.map((one) => one.trim()).find((one) => /^charset=/i.test(one));
  if (type !== '') headers['content-type'] = [type.trim()];
  const file = names.fileName === undefined ? '' : '; filename="file"';
  headers['content-disposition'] = [`form-data; name="${place}"${file}`];
  return { ...names, charset: charset?.slice('charset='.length).replaceAll('"', '') };
}

/** Decodes the value of a part in the charset that it states, else in UTF-8. */
export function decodeValue(bytes: string, charset: string | undefined): string | typeof undecodable {
  const value = Buffer.from(bytes, 'latin1');
  return decodeAs(isKnown(charset) ? charset : 'utf-8', value) ?? undecodable;
}

function isKnown(charset: string | undefined): charset is string {
  if (charset === undefined) return false;
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return false;
  }
}
