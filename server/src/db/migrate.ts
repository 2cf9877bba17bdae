import { sql } from 'kysely';
import type { Queries } from './database.ts';
import type { Dialect } from './dialect.ts';
import * as core from './migrations/0001_core.ts';
import * as push from './migrations/0002_push.ts';
import * as statistics from './migrations/0003_statistics.ts';
import * as answeredCalls from './migrations/0004_answered_calls.ts';
import * as exports from './migrations/0005_exports.ts';
import * as taskTurns from './migrations/0006_task_turns.ts';
import * as ticketCounts from './migrations/0007_ticket_counts.ts';
import * as erasures from './migrations/0008_erasures.ts';
import * as imports from './migrations/0009_imports.ts';
import * as sessions from './migrations/0010_sessions.ts';
import * as views from './migrations/0011_views.ts';
import * as logEntries from './migrations/0012_log_entries.ts';
import * as erasedReplies from './migrations/0013_erased_replies.ts';
import * as pushRounds from './migrations/0014_push_rounds.ts';
import * as eventRows from './migrations/0015_event_rows.ts';
import * as shortForms from './migrations/0016_short_forms.ts';
import * as replyOrder from './migrations/0017_reply_order.ts';
import * as setup from './migrations/0018_setup.ts';
import * as customerFields from './migrations/0019_customer_fields.ts';
import * as erasedContents from './migrations/0020_erased_contents.ts';
import * as namedForms from './migrations/0021_named_forms.ts';
import * as importedRows from './migrations/0022_imported_rows.ts';
import type { Migration } from './migrations/step.ts';

/** The steps in the order in which they are applied; 0010 comes after 0013. A released step never changes. */
export const migrations: readonly Migration[] = [
  { name: '0001_core', up: core.up },
  { name: '0002_push', up: push.up },
  { name: '0003_statistics', up: statistics.up },
  { name: '0004_answered_calls', up: answeredCalls.up },
  { name: '0005_exports', up: exports.up },
  { name: '0006_task_turns', up: taskTurns.up },
  { name: '0007_ticket_counts', up: ticketCounts.up },
  { name: '0008_erasures', up: erasures.up },
  { name: '0009_imports', up: imports.up },
  { name: '0011_views', up: views.up },
  { name: '0012_log_entries', up: logEntries.up },
  { name: '0013_erased_replies', up: erasedReplies.up },
  { name: '0010_sessions', up: sessions.up },
  { name: '0014_push_rounds', up: pushRounds.up },
  { name: '0015_event_rows', up: eventRows.up },
  { name: '0016_short_forms', up: shortForms.up },
  { name: '0017_reply_order', up: replyOrder.up },
  { name: '0018_setup', up: setup.up },
  { name: '0019_customer_fields', up: customerFields.up },
  { name: '0020_erased_contents', up: erasedContents.up },
  { name: '0021_named_forms', up: namedForms.up },
  { name: '0022_imported_rows', up: importedRows.up },
];

/** Hears how far a step that converts rows has come, after every thousand rows. */
export type MigrationProgress = (what: string, done: number, of: number) => void;

/** What the opener of the store gives for steps that convert many rows. */
export interface Migrating {
  readonly progress?: MigrationProgress;
  /** Commits the transaction and begins another one. */
  readonly commit?: () => Promise<void>;
}

/**
 * Brings the schema to the state of this release; the caller has begun a transaction, and a lock keeps every other
 * process from migrating. Throws an error for the operator when the store has been used by a newer release.
 */
export async function migrate(
  query: Queries,
  dialect: Dialect,
  steps: readonly Migration[] = migrations,
  { progress = () => {}, commit = async () => {} }: Migrating = {},
): Promise<void> {
  await sql`create table if not exists migration (name ${dialect.text} primary key, at ${dialect.integer} not null)`.execute(
    query,
  );
  const applied = await sql<{ name: string }>`select name from migration order by name`.execute(query);
  const names = applied.rows.map((row) => row.name);
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `The store was made by a newer release (it has the schema ${unknown.at(-1)}); use that release or restore a back-up`,
    );
  }
  const pace = {
    async next(what: string, done: number, of: number) {
      progress(what, done, of);
      await commit();
    },
  };
  for (const step of steps.filter(({ name }) => !names.includes(name))) {
    await step.up(query, dialect, pace);
    await sql`insert into migration (name, at) values (${step.name}, ${Date.now()})`.execute(query);
  }
}

/** Writes how far a step has come to standard error, at most one line a second, and no line within the first second. */
export function tellMigration(): MigrationProgress {
  let last = performance.now();
  return (what, done, of) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    process.stderr.write(`converting the store: ${done} of ${of} ${what}\n`);
  };
}
