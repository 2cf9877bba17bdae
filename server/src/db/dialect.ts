import type { Dialect as KyselyDialect, RawBuilder } from 'kysely';
import {
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { Queries } from './database.ts';

/** Every difference of the two stores that is written in SQL, in one place. */
export interface Dialect {
  readonly kind: 'sqlite' | 'postgres';
  /** How the query builder writes SQL for the store. */
  readonly kysely: KyselyDialect;
  /** Text that compares byte by byte: PostgreSQL would sort by the language of the database. */
  readonly text: RawBuilder<unknown>;
  /** An integer of 64 bits. PostgreSQL's `integer` has 32, and holds milliseconds only until January 1970. */
  readonly integer: RawBuilder<unknown>;
  /** Ends the statement that creates a table. With `strict` SQLite checks the types of values, as PostgreSQL always does. */
  readonly table: RawBuilder<unknown>;
  /** Like `table`, for a table whose rows are stored in the order of its key. PostgreSQL has no such tables. */
  readonly clusteredTable: RawBuilder<unknown>;
}

const sqliteAdapter = new SqliteAdapter();
const postgresAdapter = new PostgresAdapter();

export const sqlite: Dialect = {
  kind: 'sqlite',
  kysely: {
    createAdapter: () => sqliteAdapter,
    createDriver: () => new NoDriver(),
    createIntrospector: (query) => new SqliteIntrospector(query),
    createQueryCompiler: () => new BlindToValues(),
  },
  text: sql`text`,
  integer: sql`integer`,
  table: sql`strict`,
  clusteredTable: sql`strict, without rowid`,
};

export const postgres: Dialect = {
  kind: 'postgres',
  kysely: {
    createAdapter: () => postgresAdapter,
    createDriver: () => new NoDriver(),
    createIntrospector: (query) => new PostgresIntrospector(query),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  text: sql`text collate "C"`,
  integer: sql`bigint`,
  table: sql``,
  clusteredTable: sql``,
};

/**
 * Writes every parameter as `+?`. SQLite's planner looks at the value of a bare `?` that is compared with a column,
 * and then plans the statement again for other values: 50 µs more for each run of a join.
 */
class BlindToValues extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

/** Only the group commit begins transactions. */
class NoDriver extends DummyDriver {
  override async beginTransaction(): Promise<void> {
    throw new Error('A transaction is begun by write(), not by the query builder');
  }
}

/** The subjects of notifications between nodes. */
export type Channel =
  | 'company_changed'
  | 'sign_refused'
  | 'wrong_guess'
  | 'calls_counted'
  | 'ticket_news'
  | 'news_wanted'
  | 'presence'
  | 'views_changed'
  | 'session_ended'
  | 'push_due';

/**
 * Sends the text `word` to every node that listens to the channel, when the transaction commits. Notifications are lost
 * with a connection, so nodes also poll the tables; a notification only makes them notice sooner. SQLite has one process,
 * which needs none.
 */
export async function sendWord(query: Queries, channel: Channel, word: string): Promise<void> {
  if (!isPostgres(query)) return;
  await sql`select pg_notify(${channel}, ${word})`.execute(query);
}

interface Lockable {
  forUpdate(): this;
}

/** Locks the rows until the transaction ends. SQLite has one writer and needs no lock. */
export function locked<Select extends Lockable>(query: Queries, select: Select): Select {
  return isPostgres(query) ? select.forUpdate() : select;
}

interface Skippable extends Lockable {
  skipLocked(): this;
}

/** Like `locked`, but skips rows that others have locked, so that workers can claim side by side. */
export function lockedUnlessTaken<Select extends Skippable>(query: Queries, select: Select): Select {
  return isPostgres(query) ? select.forUpdate().skipLocked() : select;
}

/** Returns a JSON object of these values, as text. A text becomes a JSON string, a number stays a number. */
export function jsonObject(query: Queries, members: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<string> {
  const pairs = sql.join(Object.entries(members).flatMap(([name, value]) => [sql.lit(name), value]));
  return isPostgres(query) ? sql`cast(json_build_object(${pairs}) as text)` : sql`json_object(${pairs})`;
}

/**
 * Selects text that is only passed on. On SQLite it is selected as bytes: the binding returns them as they are stored,
 * instead of making a string that becomes bytes again. PostgreSQL would send bytes as hex.
 */
export function handedOn(query: Queries, text: RawBuilder<unknown>): RawBuilder<Uint8Array | string> {
  return isPostgres(query) ? sql`${text}` : sql`cast(${text} as blob)`;
}

/** The quickest key to read a found ticket by: SQLite's own number of the row saves a search by the id. */
export function rowKey(query: Queries): 'rowid' | 'id' {
  return isPostgres(query) ? 'id' : 'rowid';
}

/** Whether the text fits a pattern of `patternOf`. */
export function fits(query: Queries, text: RawBuilder<unknown>, pattern: unknown): RawBuilder<boolean> {
  return isPostgres(query) ? sql`${text} ~ ${pattern}` : sql`${text} regexp ${pattern}`;
}

/**
 * Whether the text contains the part, byte by byte. `like` would not do: it ignores case on SQLite, and takes the `_` that
 * ids may contain for any character.
 */
export function holds(query: Queries, text: RawBuilder<unknown>, part: unknown): RawBuilder<boolean> {
  return isPostgres(query) ? sql`strpos(${text}, ${part}) > 0` : sql`instr(${text}, ${part}) > 0`;
}

export function isPostgres(query: Queries): boolean {
  return query.getExecutor().adapter === postgresAdapter;
}
