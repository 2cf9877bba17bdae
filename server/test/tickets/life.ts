import { eraseReply } from '../../src/tickets/erase-reply.ts';
import { remind } from '../../src/tickets/remind.ts';
import { replyAsCustomer } from '../../src/tickets/reply.ts';
import type { Office } from './office.ts';

/**
 * Opens a ticket whose status varies with the index, and so do whether it has a customer and an agent; returns its id.
 */
export async function openSome(office: Office, index: number): Promise<string> {
  const agentId = ['ming', undefined, 'hong', undefined][index % 4];
  const customerId = index % 5 === 0 ? undefined : office.beijing;
  const { id } = await office.create({ customerId, agentId, status: [0, 1, 10, 3, 99][index % 5]! });
  return id;
}

/**
 * Changes the ticket in one of eight ways, by the index. A closed or deleted ticket refuses most of them, which is
 * ignored.
 */
export async function happenTo(office: Office, id: string, index: number): Promise<void> {
  const actorId = ['ming', 'hong'][index % 2]!;
  const visibility = index % 3 === 0 ? 'internal' : 'public';
  const reply = { content: `<p>好的,${index}</p>`, files: [], visibility } as const;
  const ticketId = id;
  const happenings = [
    () => office.update(id, { actorId, reply }, { reopenOnReply: true }),
    () => office.update(id, { actorId, title: `第 ${index} 次` }),
    () => office.update(id, { actorId, status: [1, 3, 99, 11, 98][index % 5]! }),
    () => office.update(id, { actorId, status: 98, reply }),
    () => office.update(id, { actorId, groupId: 'service', agentId: actorId }),
    () => office.run((tx) => remind(tx, office.desk, { ticket: { id }, actorId, remark: '' })),
    () => office.run((tx) => replyAsCustomer(tx, office.desk, { ticketId, content: '还没好', files: [] })),
    async () => {
      await office.update(id, { actorId, reply });
      const last = (await office.history(id)).at(-1);
      await office.run((tx) => eraseReply(tx, office.desk, { ticketId, replyId: last?.replyId ?? '', actorId }));
    },
  ];
  await happenings[index % happenings.length]!().catch(() => {});
}
