import type { Tx } from '../context.ts';
import type { Queries } from '../db/database.ts';
import type { Fault } from './row.ts';

/** How far a file was imported, kept in the store. */
export interface Checkpoint {
  /** The last line that was imported or refused; 0 at the beginning. */
  readonly line: number;
  /** The faults of the transaction that wrote this checkpoint, for a command that ended before it could report them. */
  readonly faults: readonly Fault[];
}

export async function readCheckpoint(query: Queries, companyId: string, source: string): Promise<Checkpoint> {
  const row = await query
    .selectFrom('import_progress')
    .select(['line', 'faults'])
    .where('company_id', '=', companyId)
    .where('source', '=', source)
    .executeTakeFirst();
  return row ? { line: row.line, faults: JSON.parse(row.faults) as Fault[] } : { line: 0, faults: [] };
}

export async function keepCheckpoint({ query, company }: Tx, source: string, reached: Checkpoint): Promise<void> {
  const progress = { line: reached.line, faults: JSON.stringify(reached.faults) };
  await query
    .insertInto('import_progress')
    .values({ company_id: company.id, source, ...progress })
    .onConflict((conflict) => conflict.columns(['company_id', 'source']).doUpdateSet(progress))
    .execute();
}

export async function forgetCheckpoint({ query, company }: Tx, source: string): Promise<void> {
  await query.deleteFrom('import_progress').where('company_id', '=', company.id).where('source', '=', source).execute();
}
