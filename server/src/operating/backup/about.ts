import type { RowCounts } from '../../db/sqlite/copy.ts';

/** The number of the archive's format. A change that older releases cannot read raises it. */
export const format = 1;

/** The description of a back-up. It is the archive's first entry. */
export interface About {
  readonly format: number;
  /** The release that made the back-up. */
  readonly gongdan: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** With `postgres` the archive holds the attachments alone, because pg_dump backs up the database. */
  readonly store: 'sqlite' | 'postgres';
  /** The number of rows of each table; empty with PostgreSQL. */
  readonly rows: RowCounts;
}

/** The names of an archive's entries. Attachments are under `files/`, as in the data folder. */
export const entries = {
  about: 'about.json',
  database: 'gongdan.db',
  key: 'key',
  hashes: 'hashes.sha256',
} as const;

const known = new RegExp(
  `^(${[entries.about, entries.database, entries.key, entries.hashes].join('|').replaceAll('.', '\\.')}|files/[0-9a-f]{2}/[0-9a-f]{32})$`,
);

/** True when an archive may have an entry of this name. Other names, such as `../x`, could lead out of the folder. */
export function isEntry(name: string): boolean {
  return known.test(name);
}

export function attachmentEntry(id: string): string {
  return `files/${id.slice(0, 2)}/${id}`;
}
