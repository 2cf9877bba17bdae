import type { AttachedFile } from '../files/attachment.ts';

/** Splits a `file_str` into addresses. It may begin or end with `;`. */
export function splitAddresses(joined: string | undefined): string[] {
  if (joined === undefined) return [];
  const parts = joined.split(';').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

export function fileToWire(publicUrl: string, file: AttachedFile) {
  return { file_name: file.name, file_url: addressOf(publicUrl, file), file_type: endingOf(file.name) };
}

/** Returns the public address of a file. The name in it is for people; the id alone finds the file. */
export function addressOf(publicUrl: string, file: AttachedFile): string {
  return 'id' in file ? `${publicUrl}/files/${file.id}/${encodeURIComponent(file.name)}` : file.url;
}

/** Returns the ending in lower case: "jpg" for "photo.JPG", "" for a name without an ending. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
