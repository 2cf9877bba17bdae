import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { convertChanges } from './named/changes.ts';
import { makeEntries } from './named/entries.ts';
import { convertMessages } from './named/messages.ts';
import type { Pace } from './step.ts';

/**
 * Brings changes, messages and the update log into the one form that this release and later ones read. SQLite stored changes and
 * messages as lists without the names of their members, and `gongdan move` copied such rows to PostgreSQL. Events that
 * are older than the step 0012 had no entry in the update log.
 */
export async function up(query: Queries, _dialect: Dialect, pace: Pace): Promise<void> {
  await convertChanges(query, pace);
  await convertMessages(query, pace);
  await makeEntries(query, pace);
}
