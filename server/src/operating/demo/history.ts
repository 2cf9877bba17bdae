import { type Commanding, run, type Tx } from '../../context.ts';
import type { StoredFile } from '../../files/attachment.ts';
import { createCustomer } from '../../people/save-customer.ts';
import { type Desk, openDesk } from '../../tickets/model/desk.ts';
import { type DemoCustomer, inventCustomer } from './customers.ts';
import { dayMs, midnightOf, momentOfDay } from './moments.ts';
import type { Step } from './plot.ts';
import type { Random } from './random.ts';
import { tellStory } from './story.ts';

export interface HistorySize {
  readonly customers: number;
  readonly tickets: number;
  readonly days: number;
}

/** Hears how many tickets are made. */
export type HistoryProgress = (tickets: number, of: number) => void;

interface HistoryInput {
  readonly random: Random;
  readonly now: number;
  readonly size: HistorySize;
  readonly pictures: readonly StoredFile[];
  readonly progress?: HistoryProgress | undefined;
}

/** Returns the context for commands that run at a moment of the past. */
export type ContextAt = (moment: number) => Commanding;

/** How many commands run at a time. The store commits them together (see `bulk` in prepare.ts). */
export const atATime = 2_000;

/**
 * Makes the company's history up to `now` with the product's own commands. First it creates the customers, then it runs
 * all steps of the tickets in order of time. A `random` with the same seed makes the same history.
 */
export async function makeHistory(
  contextAt: ContextAt,
  { random, now, size, pictures, progress = () => {} }: HistoryInput,
): Promise<void> {
  const desk = await openDesk(contextAt(now));
  const begin = midnightOf(now) - (size.days - 1) * dayMs;
  const people = Array.from({ length: size.customers }, (_, index) => inventCustomer(index, random));
  const arrivals = people.map(({ customer, input }, index) => ({
    at: begin - dayMs + index,
    act: async (tx: Tx) => {
      customer.id = await createCustomer(tx, input);
    },
  }));
  await play(contextAt, desk, arrivals);

  const customers = byLanguage(people.map(({ customer }) => customer));
  const stories = openings(random, begin, now, size).flatMap((at) =>
    tellStory({ random, desk, customers, pictures, now }, at),
  );
  const happened = stories.filter((step) => step.at <= now).sort((a, b) => a.at - b.at);
  let made = 0;
  await play(contextAt, desk, happened, (steps) => {
    made += steps.filter(({ opens }) => opens).length;
    progress(made, size.tickets);
  });
}

/** Returns the moments at which tickets are opened. One in the future is moved to the same time of the day before. */
function openings(random: Random, begin: number, now: number, { tickets, days }: HistorySize): number[] {
  return Array.from({ length: tickets }, () => {
    const at = momentOfDay(begin + random.between(0, days - 1) * dayMs, random);
    return at > now ? at - dayMs : at;
  });
}

async function play(
  contextAt: ContextAt,
  desk: Desk,
  steps: readonly Step[],
  played: (steps: readonly Step[]) => void = () => {},
): Promise<void> {
  for (let next = 0; next < steps.length; next += atATime) {
    const together = steps.slice(next, next + atATime);
    await Promise.all(together.map(({ at, act }) => run(contextAt(at), (tx) => act(tx, desk))));
    played(together);
  }
}

function byLanguage(customers: readonly DemoCustomer[]) {
  return {
    zh: customers.filter(({ language }) => language === 'zh'),
    en: customers.filter(({ language }) => language === 'en'),
  };
}
