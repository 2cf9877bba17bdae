import { type Commanding, run } from '../context.ts';
import { Problem } from '../errors.ts';
import type { Reactor } from '../events.ts';
import type { Desk } from './desk.ts';
import { type AgentUpdate, updateByAgent } from './update.ts';

/** What became of one ticket of many, or would have. */
export type Outcome = 'changed' | 'unchanged' | Problem;

/**
 * Does the same to each of the tickets, as a command of its own: what is refused for one keeps nothing from the others.
 * A ticket that would only get an empty event is left as it is. A preview runs the very same and takes it back, so that
 * nobody is told of it and what it says is what would happen.
 */
export async function updateMany(
  context: Commanding,
  desk: Desk,
  ticketIds: readonly string[],
  update: Omit<AgentUpdate, 'ticketId'>,
  mode: 'do' | 'preview',
): Promise<ReadonlyMap<string, Outcome>> {
  const ids = [...new Set(ticketIds)];
  const outcomes = await Promise.all(ids.map((ticketId) => updateOne(context, desk, { ...update, ticketId }, mode)));
  return new Map(ids.map((id, place) => [id, outcomes[place]!]));
}

async function updateOne(
  context: Commanding,
  desk: Desk,
  update: AgentUpdate,
  mode: 'do' | 'preview',
): Promise<Outcome> {
  const decide: Reactor = async (_tx, { changes }) => {
    if (changes.length === 0) throw new TakenBack('unchanged');
    if (mode === 'preview') throw new TakenBack('changed');
  };
  try {
    await run({ ...context, reactors: [...context.reactors, decide] }, (tx) => updateByAgent(tx, desk, update));
    return 'changed';
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome;
    if (error instanceof Problem && error.reason !== 'overloaded') return error;
    throw error;
  }
}

/** Ends a command whose end is known: whatever it wrote goes with it. */
class TakenBack extends Error {
  readonly outcome: 'changed' | 'unchanged';

  constructor(outcome: 'changed' | 'unchanged') {
    super(outcome);
    this.outcome = outcome;
  }
}
