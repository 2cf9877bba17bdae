import { run, type Tx } from '../context.ts';
import type { FirstReads } from '../db/database.ts';
import type { CallContext } from './handler.ts';

/**
 * Runs the command of a call that changes something. The command makes the answer, too: the answer to a call with an
 * Idempotency-Key is stored in the transaction of the change, so that a crash leaves the change and its answer, or
 * neither. The command gets what `reads` has found; see FirstReads.
 */
export function change<Answer extends object, Found = undefined>(
  context: CallContext,
  command: (tx: Tx, found: Found) => Promise<Answer>,
  reads?: FirstReads<Found>,
): Promise<Answer> {
  const { once } = context;
  return run(context, once ? (tx, found) => once(tx, () => command(tx, found)) : command, reads);
}
