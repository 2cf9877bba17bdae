import { type Commanding, run, type Tx } from '../context.ts';
import { noteErased } from '../db/sqlite/erased-contents.ts';
import { beginErasure, endErasure, type Leaving } from '../people/erase-customer.ts';
import { eraseTicket } from './erase-ticket.ts';
import { findTickets } from './find-tickets.ts';

export interface ErasedCustomer {
  /** How many tickets named the person. */
  readonly tickets: number;
}

/**
 * Each ticket is erased by a command of its own, so that commands of others run in between. At most this many of the commands
 * run at once and share a commit.
 */
const ticketsTogether = 20;

/**
 * Removes a customer for good: his row, its search keys, and all that tickets, replies, files, messages and exports say about
 * him. Numbers, times, scores and counts stay. When it is interrupted, another call continues.
 * Throws Problem for an unknown customer.
 */
export async function eraseCustomer(context: Commanding, customerId: string): Promise<ErasedCustomer> {
  const leaving = await run(context, (tx) => begin(tx, customerId));
  let tickets = 0;
  for await (const ids of findTickets(context.db.query, context.company.id, leaving)) {
    for (let next = 0; next < ids.length; next += ticketsTogether) {
      tickets += await eraseTickets(context, leaving, ids.slice(next, next + ticketsTogether));
    }
  }
  await run(context, (tx) => endErasure(tx, leaving));
  return { tickets };
}

async function begin(tx: Tx, customerId: string): Promise<Leaving> {
  await noteErased(tx.query, tx.company.id, tx.at);
  return beginErasure(tx, customerId);
}

/** Returns how many of the tickets named the person. */
async function eraseTickets(context: Commanding, leaving: Leaving, ids: readonly string[]): Promise<number> {
  const erased = await Promise.all(ids.map((id) => run(context, (tx) => eraseTicket(tx, leaving, id))));
  return erased.filter(Boolean).length;
}
