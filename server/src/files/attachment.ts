/** A file of a ticket or reply: one that was uploaded here, or an address of elsewhere that is never fetched. */
export type AttachedFile = StoredFile | LinkedFile;

export interface StoredFile {
  readonly id: string;
  readonly name: string;
}

export interface LinkedFile {
  readonly url: string;
}
