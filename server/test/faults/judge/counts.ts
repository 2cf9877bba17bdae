import type { TicketCountTable } from '../../../src/db/schema.ts';
import type { Ticket } from '../../../src/tickets/model/ticket.ts';

/**
 * The number of tickets by moment (creation or last update), hour and status. The status -1 counts all tickets that are
 * not deleted.
 */
export type Counts = ReadonlyMap<string, number>;

const hourMs = 3_600_000;
const deleted = 98;

/** Computes the counts from the tickets. */
export function countsOf(tickets: readonly Pick<Ticket, 'status' | 'createdAt' | 'updatedAt'>[]): Counts {
  const counts = new Map<string, number>();
  for (const { status, createdAt, updatedAt } of tickets) {
    const places = Object.entries({ created_at: createdAt, updated_at: updatedAt });
    for (const [moment, at] of places) {
      for (const one of status === deleted ? [status] : [status, -1]) {
        const place = placeOf(moment, one, Math.floor(at / hourMs));
        counts.set(place, (counts.get(place) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** Reads the counts of the store. */
export function countsIn(rows: readonly TicketCountTable[]): Counts {
  return new Map(
    rows
      .filter(({ tickets }) => tickets !== 0)
      .map(({ moment, status, hour, tickets }) => [placeOf(moment, status, hour), tickets]),
  );
}

function placeOf(moment: string, status: number, hour: number): string {
  return `${moment} in hour ${hour}, status ${status}`;
}

export function countFaults(kept: Counts, expected: Counts): string[] {
  return [...new Set([...kept.keys(), ...expected.keys()])].flatMap((place) => {
    const [found, wanted] = [kept.get(place) ?? 0, expected.get(place) ?? 0];
    return found === wanted ? [] : [`${place}: ${wanted} tickets, counted as ${found}`];
  });
}
