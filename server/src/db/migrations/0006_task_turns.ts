import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/** When any node last began a round of each task. */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  await createTable(query, dialect, 'task_turn', { name: text, taken_at: integer }, ['name']);
}
