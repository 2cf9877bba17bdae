import type { Tx } from '../context.ts';
import { type Problem, refusedCommand, refusedField } from '../errors.ts';
import { keepMarks, type Marks, readMarks } from './marks.ts';
import type { ImportedCustomer } from './read-customer.ts';
import type { ImportedTicket } from './read-ticket.ts';
import { takenNumbers } from './taken-numbers.ts';

/** Tells which rows were imported already, so that none is imported twice. */
export interface EarlierRows {
  /**
   * True when an earlier run imported the ticket. Throws Problem when an earlier row of this run is the same ticket, or when
   * another ticket has its number.
   */
  hasTicket(ticket: ImportedTicket): boolean;
  /** The same for a customer without an id. */
  hasCustomer(customer: ImportedCustomer): boolean;
  /** Adds a row that was written now; `number` is the ticket's. */
  add(marks: Marks, number?: string): void;
  /** Writes the marks of the rows that were added. */
  keep(tx: Tx): Promise<void>;
}

/** What of earlier rows counts. */
export interface Wanted {
  /** The id of this run of the command. */
  readonly run: string;
  /** True to import rows that an earlier run imported. */
  readonly again: boolean;
  /** `recordid` when a ticket with the `recordid` of an imported one is the same ticket. */
  readonly key?: 'recordid' | undefined;
}

/** Looks up the rows of a batch. The company's other commands wait meanwhile, so two runs at once do not write the same row. */
export async function readEarlierRows(
  tx: Tx,
  { run, again, key }: Wanted,
  { tickets, customers }: { tickets: readonly ImportedTicket[]; customers: readonly ImportedCustomer[] },
): Promise<EarlierRows> {
  const known = await readMarks(
    tx,
    [...tickets, ...customers].map(({ marks }) => marks),
  );
  const taken = await takenNumbers(tx, tickets);
  const added: Marks[] = [];

  /** True when an earlier run wrote the row with the mark. Throws `same` when this run did. */
  function isBefore(mark: string | undefined, same: () => Problem): boolean {
    const writer = mark === undefined ? undefined : known.get(mark);
    if (writer === run) throw same();
    return writer !== undefined && !again;
  }

  return {
    hasTicket({ number, marks }) {
      if (isBefore(marks.row, number === undefined ? sameRow : numberTaken)) return true;
      if (key === 'recordid' && isBefore(marks.record, sameRecord)) return true;
      if (number !== undefined && taken.has(number)) throw numberTaken();
      return false;
    },
    hasCustomer: ({ marks }) => isBefore(marks.row, sameRow),
    add(marks, number) {
      for (const mark of [marks.row, marks.record]) if (mark !== undefined) known.set(mark, run);
      if (number !== undefined) taken.add(number);
      added.push(marks);
    },
    keep: (tx) => keepMarks(tx, run, added),
  };
}

function sameRow(): Problem {
  return refusedCommand({ zh: '与本文件前面的一行相同', en: 'is the same as an earlier row of this file' });
}

function sameRecord(): Problem {
  return refusedField('recordid', { zh: '与本文件前面一行的相同', en: 'is that of an earlier row of this file' });
}

function numberTaken(): Problem {
  return refusedField('ticket_code', { zh: '已被占用', en: 'is taken' });
}
