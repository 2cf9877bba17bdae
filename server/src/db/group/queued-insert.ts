import { sql } from 'kysely';
import type { DbTransaction, GroupWriter, QueuedRows } from '../database.ts';
import { isPostgres } from '../dialect.ts';
import { prepared, preparedInsert } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import type { QueuedTable } from './queued-tables.ts';

type Enqueue<Row> = (tx: Pick<DbTransaction, 'queued'>, row: Row) => void;
type Columns<Table extends keyof Schema> = readonly (keyof Schema[Table] & string)[];

/**
 * Returns a function that queues rows of the table. `write` gets all rows of a group at once. Queuing saves round trips to
 * PostgreSQL. On SQLite it saves a savepoint, after which every changed page is copied.
 */
export function queueFor<Row>(table: QueuedTable, write: GroupWriter<Row>): Enqueue<Row> {
  const kind: QueuedRows<Row> = { table, write };
  return ({ queued }, row) => {
    queued(kind).push(row);
  };
}

/** Returns a function that queues whole rows for an insert. */
export function queuedInsert<Table extends QueuedTable>(table: Table, columns: Columns<Table>): Enqueue<Schema[Table]> {
  return queueFor(table, insertOf(table, columns));
}

/**
 * Returns a writer that inserts whole rows. PostgreSQL gets several rows in one statement, as JSON. For tickets one statement
 * takes a quarter of the node's time that a statement for each row takes, and less than three quarters of the database's.
 */
export function insertOf<Table extends keyof Schema & string>(
  table: Table,
  columns: Columns<Table>,
): GroupWriter<Schema[Table]> {
  const insertOne = preparedInsert(table, columns);
  const insertMany = prepared<{ rows: string }>((query, value) => {
    const names = sql.join(columns.map((column) => sql.ref(column)));
    const insert = sql<never>`insert into ${sql.table(table)} (${names})
      select ${names} from json_populate_recordset(null::${sql.table(table)}, ${value('rows')})`;
    return { compile: () => insert.compile(query) };
  });
  return (query, rows) => {
    if (rows.length === 1) return insertOne(query, rows[0]!);
    if (isPostgres(query)) return insertMany(query, { rows: JSON.stringify(rows) });
    return Promise.all(rows.map((row) => insertOne(query, row)));
  };
}
