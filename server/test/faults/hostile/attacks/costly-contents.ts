import { consoleEndpoints } from '@gongdan/contract/console';
import { world } from '../../../world.ts';
import { type Attack, verdict } from '../attack.ts';
import { exchange, type Reply } from '../line.ts';
import { requestOf } from '../request.ts';
import type { Target } from '../target.ts';

/** Texts of up to 5,000 characters on which a careless HTML parser takes quadratic time. */
const shapes = [
  '<a',
  '<!--',
  '</',
  '<?',
  '<img src="',
  '<b>',
  '&',
  '<a href="https://x.example/">',
  '<![CDATA[',
  '<p/',
];

export const costlyContents: Attack = {
  name: 'costly contents',
  does: 'a ticket with 120 replies for each of ten shapes, such as `<a` 2,490 times, read by three agents in the console and through the API',
  async attack(server) {
    const replies: Reply[] = [];
    const times: string[] = [];
    for (const shape of shapes) {
      const ticketid = await ticketOf(server, shape, server.many(120, 20));
      const headers = { cookie: server.cookie, connection: 'close' };
      const request = requestOf(`${consoleEndpoints.getTicket.path}?id=${ticketid}`, { headers });
      const began = performance.now();
      const openings = Array.from({ length: 3 }, () => exchange(server, request, { withinMs: 60_000 }));
      replies.push(...(await Promise.all(openings)));
      times.push(`${shape.trim()} ${Math.round(performance.now() - began)} ms`);
      await server.client.get_ticket_by_id({ ticketid });
    }
    return verdict(`opening such a ticket took: ${times.join(', ')}`, {
      'each opens it': replies.every(({ status }) => status === 200),
    });
  },
};

async function ticketOf({ client, acknowledge }: Target, shape: string, replies: number): Promise<string> {
  const text = shape.repeat(Math.floor(4980 / shape.length));
  const asked = { companyid: world.companyId, ticket_title: shape, ticket_content: text, ticket_typeid: 'cloud_api' };
  const { item } = await client.save_user_ticket({ ...asked, ticket_from: '4', partnerid: 'costly' });
  acknowledge([item.ticketid]);
  for (let done = 0; done < replies; done += 10) {
    const ten = Array.from({ length: 10 }, () =>
      client.save_user_reply({ ticketid: item.ticketid, reply_content: text }),
    );
    await Promise.all(ten);
  }
  return item.ticketid;
}
