import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@gongdan/client';
import { type Attack, verdict } from '../attack.ts';
import { companiesOf, type Pushing } from '../installation.ts';
import { landing } from '../receivers.ts';
import { becomes, type Target } from '../target.ts';

/** How long one attempt of a push may take. */
const attemptMs = 15_000;
const mostMemory = 200 * 2 ** 20;

export const hostileReceivers: Attack = {
  name: 'hostile receivers of pushes',
  does: 'fifteen receivers: some redirect; some send endless bodies, headers or early answers; some send a gzip bomb, single bytes or nothing',
  isLong: true,
  async attack(server) {
    const { receivers } = server;
    receivers.misbehave();
    const before = server.memory();
    const visits = () => receivers.addresses.map((address) => receivers.visits.get(address.split('/').at(-1)!) ?? 0);
    const asked = visits();
    for (const company of companiesOf(receivers.addresses)) await makeTickets(server, company);
    const areVisited = await becomes(() => visits().every((count, n) => count > asked[n]!), attemptMs + 5000);
    let [most, oldestMs] = [0, 0];
    const until = performance.now() + attemptMs + 5000;
    while (performance.now() < until) {
      most = Math.max(most, server.memory());
      oldestMs = Math.max(oldestMs, receivers.oldestMs());
      await pause(200);
    }
    receivers.relent();
    const unvisited = receivers.addresses.filter((_, n) => visits()[n] === asked[n]);
    const grown = Math.round((most - before) / 2 ** 20);
    return verdict(
      `${visits().reduce((sum, count, n) => sum + count - asked[n]!, 0)} pushes; no connection lasted longer than ${Math.round(oldestMs / 1000)} s; the server grew by ${grown} MB`,
      {
        [`every receiver is tried (${unvisited.join(', ')} was not)`]: areVisited,
        'no redirect is followed': (receivers.visits.get(landing) ?? 0) === 0,
        'every attempt ends in its time': oldestMs < attemptMs + 4000,
        'it grows by less than 200 MB': most - before < mostMemory,
      },
    );
  },
};

async function makeTickets({ url, acknowledge }: Target, { companyId, appId, appKey }: Pushing): Promise<void> {
  const client = createClient({ baseUrl: url, appid: appId, appKey });
  const given = { companyid: companyId, userid: 'u1', ticket_title: 'push', ticket_content: 'x', ticket_from: '1' };
  const fields = [{ fieldid: 'f1', field_value: 'x1' }];
  for (let n = 0; n < 20; n += 1) {
    const { item } = await client.save_user_ticket({ ...given, ticket_typeid: 'c2', extend_fields: fields });
    acknowledge([item.ticketid]);
  }
}
