import type { Tx } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import type { ReplyTable } from '../db/schema.ts';
import type { Actor, Change } from '../events.ts';
import type { AttachedFile } from '../files/attachment.ts';

/** What somebody answers to a ticket; `internal` is for agents only. */
export interface Reply {
  readonly title: string;
  readonly content: string;
  readonly files: readonly AttachedFile[];
  readonly visibility: 'public' | 'internal';
}

/** `reply_type_new`: how it was sent. */
const channelOf = { public: 1, internal: 3 } as const;

/** Keeps the reply and returns its id. */
export async function addReply(tx: Tx, ticketId: string, author: Actor, reply: Reply): Promise<string> {
  const id = tx.newId();
  await insertReply(tx.query, {
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

/** How the event of a reply carries it. */
export function replyChange({ content, files, visibility }: Reply): Change {
  return { property: 'reply', from: null, to: { content, files: files.map((file) => ({ ...file })), visibility } };
}

/** Empties the reply; false when the ticket has none of that id, or has it no longer. */
export async function blankReply(tx: Tx, ticketId: string, replyId: string): Promise<boolean> {
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

const replyColumns = [
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
] as const satisfies readonly (keyof ReplyTable)[];

const insertReply = prepared<ReplyTable>((query, value) => {
  const row = Object.fromEntries(replyColumns.map((name) => [name, value(name)]));
  return query.insertInto('reply').values(row as unknown as ReplyTable);
});
