/**
 * A file of a ticket or reply: an uploaded file, or an address elsewhere that is never fetched. These are types and not
 * interfaces, so that they are assignable to the JSON of events.
 */
export type AttachedFile = StoredFile | LinkedFile;

export type StoredFile = {
  readonly id: string;
  readonly name: string;
};

export type LinkedFile = {
  readonly url: string;
  /** The last part of the address's path. */
  readonly name: string;
};
