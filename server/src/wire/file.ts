import type { AttachedFile } from '../files/attachment.ts';

/** The addresses of a `file_str`; one that begins or ends with `;` is fine. */
export function splitAddresses(joined: string | undefined): string[] {
  if (joined === undefined) return [];
  const parts = joined.split(';').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

export function fileToWire(publicUrl: string, file: AttachedFile) {
  return { file_name: file.name, file_url: addressOf(publicUrl, file), file_type: endingOf(file.name) };
}

/** Where anybody who knows the address can fetch the file; the name is there to be read by people. */
export function addressOf(publicUrl: string, file: AttachedFile): string {
  return 'id' in file ? `${publicUrl}/files/${file.id}/${encodeURIComponent(file.name)}` : file.url;
}

/** "jpg" of "photo.JPG"; "" of a name without an ending. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
