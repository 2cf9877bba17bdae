import type { RowCounts } from '../../db/sqlite/copy.ts';

/** Grows when an older release could not read the archive any more. */
export const format = 1;

/** What a back-up says of itself; its first entry. */
export interface About {
  readonly format: number;
  /** The release that made it. */
  readonly gongdan: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** PostgreSQL keeps its own back-ups: then the archive holds the attachments alone. */
  readonly store: 'sqlite' | 'postgres';
  /** Rows of each table; of no table with PostgreSQL. */
  readonly rows: RowCounts;
}

/** The entries of an archive. Attachments lie under `files/`, as they do in the data folder. */
export const entries = {
  about: 'about.json',
  database: 'gongdan.db',
  key: 'key',
  hashes: 'hashes.sha256',
} as const;

const known = new RegExp(
  `^(${[entries.about, entries.database, entries.key, entries.hashes].join('|').replaceAll('.', '\\.')}|files/[0-9a-f]{2}/[0-9a-f]{32})$`,
);

/** Whether an archive may have an entry of that name; others could lead out of the folder it is unpacked to. */
export function isEntry(name: string): boolean {
  return known.test(name);
}

export function attachmentEntry(id: string): string {
  return `files/${id.slice(0, 2)}/${id}`;
}
