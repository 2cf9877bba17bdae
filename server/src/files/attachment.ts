/**
 * A file of a ticket or reply: one that was uploaded here, or an address of elsewhere that is never fetched.
 * Written as types, not interfaces, so that events can carry them as the JSON they are.
 */
export type AttachedFile = StoredFile | LinkedFile;

export type StoredFile = {
  readonly id: string;
  readonly name: string;
};

export type LinkedFile = {
  readonly url: string;
};

/** What to call the file: the last part of a link's path when it is one. */
export function nameOf(file: AttachedFile): string {
  if ('id' in file) return file.name;
  const path = file.url.replace(/[?#].*$/, '').replace(/\/+$/, '');
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
