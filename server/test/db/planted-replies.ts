import type { Database } from '../../src/db/database.ts';
import { seedRandom } from '../../src/operating/demo/random.ts';

/**
 * Returns the id of the first reply of the later half. Tests erase the earlier half of the replies and keep the later
 * one.
 */
export function firstKeptReply(replies: number): string {
  return idOf(replies / 2);
}

/**
 * Writes this many replies, each with a text `planted-…`. Their tickets are random, so that rows are inserted between
 * others and pages of the table split.
 */
export async function plantReplies(database: Database, replies: number): Promise<void> {
  const random = seedRandom(7);
  for (let made = 0; made < replies; made += 100) {
    const rows = Array.from({ length: 100 }, (_, index) => reply(random.bytes(4).toString('hex'), made + index));
    await database.write('a', async ({ query }) => {
      await query.insertInto('reply').values(rows).execute();
    });
  }
}

function reply(ticket: string, index: number) {
  const author = {
    visibility: 'public',
    author_type: 'agent',
    author_id: 'ming',
    author_name: 'ming',
    author_face: '',
  } as const;
  const text = { title: '回复', content: `planted-${index} ${'x'.repeat(index % 400)}`, files: '[]' };
  const place = { company_id: 'a', ticket_id: ticket, id: idOf(index), at: 1, channel: 1, erased_at: null };
  return { ...place, ...author, ...text };
}

function idOf(index: number): string {
  return String(index).padStart(6, '0');
}
