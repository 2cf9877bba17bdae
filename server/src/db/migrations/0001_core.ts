import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { catalog } from './core/catalog.ts';
import { directory } from './core/directory.ts';
import { people } from './core/people.ts';
import { tickets } from './core/tickets.ts';

/**
 * The tables of the core. There are no foreign keys: a command writes parent and child in one transaction, and an agent
 * or a category that a ticket names may be removed while the ticket stays.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  await directory(query, dialect);
  await people(query, dialect);
  await catalog(query, dialect);
  await tickets(query, dialect);
}
