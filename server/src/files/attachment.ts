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
  /** The last part of its path, to call it by. */
  readonly name: string;
};
