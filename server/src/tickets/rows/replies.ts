import type { Tx } from '../../context.ts';
import type { Queries } from '../../db/database.ts';
import { queuedInsert } from '../../db/group/queued-insert.ts';
import { prepared } from '../../db/prepared.ts';
import type { ReplyTable } from '../../db/schema.ts';
import type { Actor, Change } from '../../events.ts';
import type { AttachedFile } from '../../files/attachment.ts';

/** An answer to a ticket. Only agents see `internal` ones. */
export interface Reply {
  readonly title: string;
  readonly content: string;
  readonly files: readonly AttachedFile[];
  readonly visibility: 'public' | 'internal';
}

/** A reply as it is stored. */
export interface GivenReply extends Reply {
  readonly id: string;
  readonly at: number;
  readonly author: Actor;
  /** How it was sent: 1 as a reply of the ticket, 3 as an internal note. The wire knows further codes. */
  readonly channel: number;
}

const channelOf = { public: 1, internal: 3 } as const;

/** Stores the reply and returns its id. */
export function addReply(tx: Tx, ticketId: string, author: Actor, reply: Reply): string {
  const id = tx.newId();
  insertReply(tx, {
    company_id: tx.company.id,
    ticket_id: ticketId,
    id,
    at: tx.at,
    title: reply.title,
    content: reply.content,
    visibility: reply.visibility,
    author_type: author.type,
    author_id: author.id,
    author_name: author.name,
    author_face: author.face,
    files: JSON.stringify(reply.files),
    channel: channelOf[reply.visibility],
    erased_at: null,
  });
  return id;
}

/** The change that holds the reply in its event. */
export function replyChange({ title, content, files, visibility }: Reply): Change {
  return { property: 'reply', from: null, to: { title, content, files, visibility } };
}

/** A place in a conversation, ordered by time, then by id: ids from another system do not sort by time. */
export type ReplyPlace = Pick<GivenReply, 'at' | 'id'>;

/** The replies of a ticket, oldest first, without those that were erased. */
export async function readReplies(query: Queries, companyId: string, ticketId: string): Promise<GivenReply[]> {
  const rows = await repliesOf(query, { company: companyId, ticket: ticketId });
  return rows.map(replyFromRow);
}

/** The last `most` replies before the place, or of all when no place is given. Oldest first, without erased ones. */
export async function readRepliesBefore(
  query: Queries,
  companyId: string,
  ticketId: string,
  { before, most }: { readonly before: ReplyPlace | undefined; readonly most: number },
): Promise<GivenReply[]> {
  const { at, id } = before ?? end;
  const rows = await repliesBefore(query, { company: companyId, ticket: ticketId, at, id, most });
  return rows.map(replyFromRow).reverse();
}

/** A place after every reply. */
const end: ReplyPlace = { at: Number.MAX_SAFE_INTEGER, id: '' };

function replyFromRow(row: ReplyTable): GivenReply {
  return {
    id: row.id,
    at: row.at,
    title: row.title,
    content: row.content,
    files: JSON.parse(row.files) as AttachedFile[],
    visibility: row.visibility,
    author: { type: row.author_type as Actor['type'], id: row.author_id, name: row.author_name, face: row.author_face },
    channel: row.channel,
  };
}

const repliesOf = prepared<{ company: string; ticket: string }, ReplyTable>((query, value) =>
  query
    .selectFrom('reply')
    .selectAll()
    .where('company_id', '=', value('company'))
    .where('ticket_id', '=', value('ticket'))
    .where('erased_at', 'is', null)
    .orderBy('at')
    .orderBy('id'),
);

const repliesBefore = prepared<ReplyPlace & { company: string; ticket: string; most: number }, ReplyTable>(
  (query, value) =>
    query
      .selectFrom('reply')
      .selectAll()
      .where('company_id', '=', value('company'))
      .where('ticket_id', '=', value('ticket'))
      .where('erased_at', 'is', null)
      .where(({ eb, refTuple, tuple }) => eb(refTuple('at', 'id'), '<', tuple(value('at'), value('id'))))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(value('most')),
);

/** Empties the reply. False when the ticket has no such reply, or it was erased before. */
export async function blankReply(tx: Tx, ticketId: string, replyId: string): Promise<boolean> {
  tx.flush('reply');
  const { numUpdatedRows } = await tx.query
    .updateTable('reply')
    .set({ content: '', files: '[]', erased_at: tx.at })
    .where('company_id', '=', tx.company.id)
    .where('ticket_id', '=', ticketId)
    .where('id', '=', replyId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const insertReply = queuedInsert('reply', [
  'company_id',
  'ticket_id',
  'id',
  'at',
  'title',
  'content',
  'visibility',
  'author_type',
  'author_id',
  'author_name',
  'author_face',
  'files',
  'channel',
  'erased_at',
]);
