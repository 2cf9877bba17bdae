import { run, type Tx } from '../context.ts';
import type { CallContext } from './handler.ts';

/**
 * Runs the command of a call that changes something; the command makes the answer, too. So a call with an
 * Idempotency-Key has its answer kept in the transaction of the change: both are there or neither, whatever crashes.
 */
export function change<Answer extends object>(
  context: CallContext,
  command: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  const { once } = context;
  return run(context, once ? (tx) => once(tx, () => command(tx)) : command);
}
