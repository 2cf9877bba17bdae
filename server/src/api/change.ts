import { run, type Tx } from '../context.ts';
import type { FirstReads } from '../db/database.ts';
import type { CallContext } from './handler.ts';

/**
 * Runs the command of a call that changes something; the command makes the answer, too. So a call with an
 * Idempotency-Key has its answer kept in the transaction of the change: both are there or neither, whatever crashes.
 */
export function change<Answer extends object, Found = undefined>(
  context: CallContext,
  command: (tx: Tx, found: Found) => Promise<Answer>,
  reads?: FirstReads<Found>,
): Promise<Answer> {
  const { once } = context;
  return run(context, once ? (tx, found) => once(tx, () => command(tx, found)) : command, reads);
}
