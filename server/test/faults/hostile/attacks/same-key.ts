import { world } from '../../../world.ts';
import { type Attack, verdict } from '../attack.ts';
import { exchange } from '../line.ts';
import { callOf } from '../request.ts';

export const sameKey: Attack = {
  name: 'one key at one moment',
  does: '200 creates with the same Idempotency-Key at one moment',
  async attack(server) {
    const title = `same key ${performance.now()}`;
    const given = {
      companyid: world.companyId,
      ticket_title: title,
      ticket_content: 'x',
      ticket_typeid: 'cloud_api',
      ticket_from: '4',
      partnerid: 'key',
    };
    const bytes = callOf('save_user_ticket', given, { token: server.token, 'idempotency-key': title });
    const replies = await Promise.all(Array.from({ length: server.many(200, 50) }, () => exchange(server, bytes)));
    const ids = new Set(replies.flatMap(({ text }) => /"ticketid":"([0-9a-f]{32})"/.exec(text)?.[1] ?? []));
    server.acknowledge([...ids]);
    const others = replies.filter(({ code }) => code !== '000000');
    return verdict(`${replies.length - others.length} of ${replies.length} succeeded; created tickets: ${ids.size}`, {
      'one ticket is made': ids.size === 1,
      'every call succeeds': others.length === 0,
    });
  },
};
