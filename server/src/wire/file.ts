import { fileAddress } from '../files/address.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { nameOf } from '../files/attachment.ts';

/** The addresses of a `file_str`; one that begins or ends with `;` is fine. */
export function splitAddresses(joined: string | undefined): string[] {
  if (joined === undefined) return [];
  const parts = joined.split(';').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

export function fileToWire(publicUrl: string, file: AttachedFile) {
  const name = nameOf(file);
  return { file_name: name, file_url: addressOf(publicUrl, file), file_type: endingOf(name) };
}

export function addressOf(publicUrl: string, file: AttachedFile): string {
  return 'id' in file ? fileAddress(publicUrl, file) : file.url;
}

/** "jpg" of "photo.JPG"; "" of a name without an ending. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
