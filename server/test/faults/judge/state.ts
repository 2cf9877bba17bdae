import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Queries } from '../../../src/db/database.ts';
import type { AttachmentTable, CustomerTable, ReplyTable } from '../../../src/db/schema.ts';
import type { TicketEvent } from '../../../src/events.ts';
import type { Ticket } from '../../../src/tickets/model/ticket.ts';
import { eventFromRow } from '../../../src/tickets/rows/history-store.ts';
import { ticketFromRow } from '../../../src/tickets/rows/store.ts';
import { world } from '../../world.ts';
import { type Counts, countsIn } from './counts.ts';

/** The contents of a company's store and files at one moment. */
export interface State {
  readonly tickets: readonly KeptTicket[];
  /** Day → the last number taken. */
  readonly lastNumbers: ReadonlyMap<string, number>;
  readonly customers: readonly KeptCustomer[];
  readonly options: readonly { readonly value: string; readonly position: number }[];
  readonly files: readonly KeptFile[];
  readonly counts: Counts;
}

export type KeptCustomer = Pick<CustomerTable, 'id' | 'nick' | 'remark' | 'emails'>;

/** A ticket with its events and replies, each in order. */
export interface KeptTicket {
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
  readonly replies: readonly KeptReply[];
}

export type KeptReply = Pick<ReplyTable, 'id' | 'title' | 'content' | 'files' | 'visibility' | 'erased_at'>;

export interface KeptFile {
  readonly id: string;
  readonly sha256: string;
  /** SHA-256 of the file's bytes; undefined when the file is missing. */
  readonly found: string | undefined;
}

/** Reads within a write of the company, so that earlier commands have ended and nothing changes meanwhile. */
export async function readState(database: Database, data: string): Promise<State> {
  const { attachments, ...rest } = await database.write(world.companyId, ({ query }) => readRows(query));
  return { ...rest, files: await Promise.all(attachments.map((row) => readFileOf(row, data))) };
}

async function readRows(query: Queries) {
  const id = world.companyId;
  const tickets = await query.selectFrom('ticket').selectAll().where('company_id', '=', id).orderBy('number').execute();
  const events = await query.selectFrom('event').selectAll().where('company_id', '=', id).orderBy('version').execute();
  const replies = await query.selectFrom('reply').selectAll().where('company_id', '=', id).orderBy('id').execute();
  const days = await query.selectFrom('ticket_number').selectAll().where('company_id', '=', id).execute();
  const customers = await query
    .selectFrom('customer')
    .select(['id', 'nick', 'remark', 'emails'])
    .where('company_id', '=', id)
    .execute();
  const options = await query
    .selectFrom('field_option')
    .select(['value', 'position'])
    .where('company_id', '=', id)
    .execute();
  const counts = await query.selectFrom('ticket_count').selectAll().where('company_id', '=', id).execute();
  const attachments = await query.selectFrom('attachment').selectAll().where('company_id', '=', id).execute();

  const eventsOf = Map.groupBy(events, (event) => event.ticket_id);
  const repliesOf = Map.groupBy(replies, (reply) => reply.ticket_id);
  return {
    tickets: tickets.map((row) => ({
      ticket: ticketFromRow(row),
      events: (eventsOf.get(row.id) ?? []).map(eventFromRow),
      replies: repliesOf.get(row.id) ?? [],
    })),
    lastNumbers: new Map(days.map(({ day, last }) => [day, last])),
    customers,
    options,
    attachments,
    counts: countsIn(counts),
  };
}

async function readFileOf({ id, sha256 }: AttachmentTable, data: string): Promise<KeptFile> {
  const bytes = await readFile(join(data, 'files', id.slice(0, 2), id)).catch(whenMissing);
  return { id, sha256, found: bytes && createHash('sha256').update(bytes).digest('hex') };
}

function whenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
