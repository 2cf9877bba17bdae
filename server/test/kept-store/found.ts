import { createHash } from 'node:crypto';
import type { Caller, Json, SignedIn } from './caller.ts';
import { keptUrl } from './head.ts';

/** Everything that a server answers about a store, on the wire and in the console. */
export type Found = Record<string, unknown>;

export interface Asked {
  readonly call: Caller;
  readonly browsers: Readonly<Record<string, SignedIn>>;
  /** The ids of all tickets, including deleted ones. */
  readonly ticketIds: readonly string[];
  /** Addresses of files and of exported days. */
  readonly files: readonly string[];
  readonly days: readonly string[];
}

/**
 * Reads everything that a server answers about a store. The result was kept when the stores were made, and the tests
 * compare it with the answers of today's server.
 */
export async function readEverything(asked: Asked): Promise<Found> {
  return {
    ...(await readTickets(asked)),
    ...(await readDictionaries(asked)),
    ...(await readPeople(asked)),
    ...(await readViews(asked)),
    ...(await readFiles(asked)),
  };
}

const month = { from: '2026-05-15 00:00:00', to: '2026-06-14 23:59:59' };
const whole = { page_size: '200' };

async function readTickets({ call, browsers, ticketIds }: Asked): Promise<Found> {
  const found: Found = {};
  const [admin] = Object.values(browsers);
  for (const id of ticketIds) {
    found[`detail ${id}`] = withoutTargets((await call.wire('get_ticket_by_id', { ticketid: id })).item as Json);
    found[`console ${id}`] = shownTicket((await call.console(admin!, 'getTicket', { id })).ticket as Json);
  }
  const created = { create_start_datetime: month.from, create_end_datetime: month.to, ...whole };
  const updated = { update_start_datetime: month.from, update_end_datetime: month.to, ...whole };
  found['list by creation'] = await call.wire('query_tickets', created);
  found['list by update'] = await call.wire('query_tickets_by_update_time', updated);
  found['list of a status'] = await call.wire('query_tickets', { ...created, ticket_status: '1' });
  found['list of 2024'] = await call.wire('query_tickets', {
    create_start_datetime: '2024-03-01 00:00:00',
    create_end_datetime: '2024-03-31 00:00:00',
  });
  const range = { start_datetime: month.from, end_datetime: month.to };
  found.counts = await call.wire('get_ticket_data', range);
  found['agents’ work'] = await call.wire('query_agent_jobs', range);
  return found;
}

/** Removes due times, which depend on policies that no release acted on when the stores were made. */
function withoutTargets(item: Json): Json {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith('hope_')));
}

/** Keys replies and events by their ids, because the console may change their order and pages. */
function shownTicket({ replies, events, ...ticket }: Json): Json {
  const byId = (rows: unknown) => Object.fromEntries((rows as { id: string }[]).map((row) => [row.id, row]));
  return { ...ticket, replies: byId(replies), events: byId(events) };
}

async function readDictionaries({ call }: Asked): Promise<Found> {
  const found: Found = {};
  const names = [
    'get_data_dict',
    'query_ticket_extend_fields',
    'query_ticket_status_infos',
    'get_ticket_type',
    'get_timezone',
  ] as const;
  for (const name of names) found[name] = await call.wire(name);
  for (const typeid of ['repair_lock_battery', 'refund', 'install', 'bulk_purchase', 'network']) {
    found[`fields of ${typeid}`] = await call.wire('query_fileds_by_typeid', { ticket_typeid: typeid });
  }
  return found;
}

async function readPeople({ call, browsers }: Asked): Promise<Found> {
  const found: Found = {};
  found.agents = await call.wire('query_agents');
  found.groups = await call.wire('query_groups');
  found['agents of a group'] = await call.wire('query_group_agents', { groupid: 'aftersales' });
  const { items } = await call.wire('query_users', whole);
  found.customers = (items as Json[]).map(withoutUsual);
  const [admin] = Object.values(browsers);
  found['customers at the console'] = (await call.console(admin!, 'searchCustomers', { text: '王' })).customers;
  found['customer by partner'] = withoutUsual(
    (await call.wire('get_user_by_partnerid', { partnerid: 'legacy-2' })).item as Json,
  );
  found['customer by e-mail'] = withoutUsual(
    (await call.wire('get_user_by_email', { user_emails: 'li@x.example' })).item as Json,
  );
  found['customer by phone'] = withoutUsual(
    (await call.wire('get_user_by_tel', { user_tels: '13800000012' })).item as Json,
  );
  return found;
}

/**
 * Removes the statuses and levels that were never set ('' or '0'), because a later release may answer the default
 * otherwise.
 */
function withoutUsual(customer: Json): Json {
  const unset = (name: string, value: unknown) => /^user_(status|level)$/.test(name) && (value === '' || value === '0');
  return Object.fromEntries(Object.entries(customer).filter(([name, value]) => !unset(name, value)));
}

async function readViews({ call, browsers }: Asked): Promise<Found> {
  const found: Found = {};
  for (const [agent, browser] of Object.entries(browsers)) {
    const { views } = (await call.console(browser, 'listViews')) as { views: { id: string }[] };
    const { counts } = (await call.console(browser, 'countViews')) as { counts: { viewId: string; tickets: number }[] };
    for (const view of views) {
      const { tickets } = await call.console(browser, 'listTickets', { viewId: view.id });
      const count = counts.find(({ viewId }) => viewId === view.id)?.tickets;
      found[`view ${view.id} of ${agent}`] = { view, tickets, count };
    }
  }
  return found;
}

async function readFiles({ call, files, days }: Asked): Promise<Found> {
  const found: Found = {};
  for (const address of files) found[`file ${address}`] = sha256(await call.bytes(address.slice(keptUrl.length)));
  for (const date of days) {
    const { file_path } = (await call.wire('export_data', { task_type: '6', date })).item as Record<string, string>;
    const lines = (await call.bytes(file_path!.slice(keptUrl.length))).toString().trimEnd().split('\n');
    found[`export of ${date}`] = lines.map((line) => JSON.parse(line) as Json);
  }
  return found;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
