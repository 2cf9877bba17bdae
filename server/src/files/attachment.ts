/** A file of a ticket or reply: one that was uploaded here, or an address of elsewhere that is never fetched. */
export type AttachedFile = StoredFile | LinkedFile;

export interface StoredFile {
  readonly id: string;
  readonly name: string;
}

export interface LinkedFile {
  readonly url: string;
}

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
