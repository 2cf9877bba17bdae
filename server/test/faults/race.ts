import { type Client, createClient } from '@gongdan/client';
import { world } from '../world.ts';

/** Everybody at once on all nodes, many times over. Answers what commands that do not wait for each other get wrong. */
export async function race(urls: readonly string[], rounds: number): Promise<string[]> {
  const clients = urls.map((baseUrl) => createClient({ baseUrl, appid: world.appId, appKey: world.appKey }));
  const faults: string[] = [];
  const ids: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const email = `race-${round}@example.com`;
    ids.push(
      ...(await opened(
        dozen(clients, (client) => open(client, email)),
        faults,
      )),
    );
    const { total_count } = await clients[0]!.query_users({ user_emails: email });
    if (total_count !== 1) faults.push(`${email}: ${total_count} customers`);

    const key = `key-${round}`;
    const once = new Set(
      await opened(
        dozen(clients, (client) => open(client, email, key)),
        faults,
      ),
    );
    if (once.size !== 1) faults.push(`${key}: done ${once.size} times`);
    ids.push(...once);
  }
  return [...faults, ...(await numberFaults(clients[0]!, ids))];
}

/** A call that is refused is a fault: nobody asked for anything that can't be done. */
async function opened(calls: readonly Promise<string>[], faults: string[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(calls);
  for (const outcome of outcomes) if (outcome.status === 'rejected') faults.push(`refused: ${outcome.reason}`);
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
}

function dozen<Result>(clients: readonly Client[], act: (client: Client) => Result): Result[] {
  return Array.from({ length: 12 }, (_, n) => act(clients[n % clients.length]!));
}

async function open(client: Client, user_emails: string, idempotencyKey?: string): Promise<string> {
  const asked = { companyid: world.companyId, ticket_title: '同时', ticket_content: '同一位新客户', user_emails };
  const { item } = await client.save_user_ticket(
    { ...asked, ticket_typeid: 'cloud_api', ticket_from: '4' },
    idempotencyKey === undefined ? {} : { idempotencyKey },
  );
  return item.ticketid;
}

async function numberFaults(client: Client, ids: readonly string[]): Promise<string[]> {
  const numbers: number[] = [];
  for (const ticketid of ids) numbers.push(Number((await client.get_ticket_by_id({ ticketid })).item.ticket_code));
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  if (new Set(numbers).size < numbers.length) return ['two tickets have one number'];
  return last - first + 1 === numbers.length ? [] : [`${numbers.length} tickets are numbered ${first} to ${last}`];
}
