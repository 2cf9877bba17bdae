import type { CompiledQuery, DatabaseConnection, DialectAdapter, QueryExecutor, QueryResult } from 'kysely';
import { DefaultQueryExecutor, Kysely } from 'kysely';
import type { Queries } from './database.ts';
import type { Dialect } from './dialect.ts';
import type { Schema } from './schema.ts';

/** Runs one compiled query on a connection. SQLite answers without a promise. */
export type Execute = (query: CompiledQuery) => QueryResult<unknown> | Promise<QueryResult<unknown>>;

/**
 * Returns a function that makes query builders of one dialect, each over its own `execute`. They bypass Kysely's driver,
 * whose bookkeeping of connections costs more than a read of SQLite. A builder is cheap enough to make one for each
 * command.
 */
export function makeQueryBuilder(dialect: Dialect): (execute: Execute) => Queries {
  const compiler = dialect.kysely.createQueryCompiler();
  const adapter = dialect.kysely.createAdapter();
  const parts = { config: { dialect: dialect.kysely }, dialect: dialect.kysely, driver: dialect.kysely.createDriver() };

  return (execute) => {
    const connection: DatabaseConnection = {
      executeQuery: async <Row>(query: CompiledQuery) => (await execute(query)) as QueryResult<Row>,
      streamQuery() {
        throw new Error('Rows are not streamed: read them by key, a page at a time');
      },
    };
    const executor = new DefaultQueryExecutor(compiler, adapter, {
      provideConnection: (consumer) => consumer(connection),
    });
    return new Kysely<Schema>({ ...parts, executor: Object.assign(executor, { execute }) });
  };
}

/**
 * Whether the statement only reads, and locks nothing: `with` may contain a write, and an end modifier may be `for update`.
 */
export function onlyReads({ query }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' && !query.with && !query.endModifiers;
}

/** Returns how to run a compiled query without the builder, and the adapter, which shows which store it is. */
export function directly(query: Queries): { readonly execute: Execute; readonly adapter: DialectAdapter } {
  return query.getExecutor() as QueryExecutor & { readonly execute: Execute };
}
