import { sql } from 'kysely';
import type pg from 'pg';
import type { PoolState, Queries } from '../database.ts';

/** The application name of the connection on which a serving node listens to the others. */
export const listenerName = 'gongdan listen';

/** How many nodes serve from this PostgreSQL store at the moment. */
export async function countNodes(query: Queries): Promise<number> {
  const { rows } = await sql<{ nodes: number }>`
    select count(*) as nodes from pg_stat_activity
    where datname = current_database() and application_name = ${listenerName}
  `.execute(query);
  return rows[0]!.nodes;
}

/** The most connections that a node has for commands and for reading. */
export const poolSizes = { write: 8, read: 12 };

/** The most connections of one node: those of the pools, one that listens to the other nodes, one for an export. */
export const connectionsOfNode = poolSizes.write + poolSizes.read + 2;

/** How many connections the server lets ordinary users have. */
export async function readMostConnections(query: Queries): Promise<number> {
  const { rows } = await sql<{ most: number }>`
    select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most
  `.execute(query);
  return rows[0]!.most;
}

/** The bytes of the database on the server's disk, indexes included. */
export async function sizeOf(query: Queries): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(query);
  return rows[0]!.bytes;
}

export function stateOf(use: PoolState['use'], { totalCount, idleCount, waitingCount }: pg.Pool): PoolState {
  return { use, inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}
