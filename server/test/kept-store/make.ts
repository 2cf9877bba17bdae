/**
 * Makes a kept store again; see README.md. `node make.ts CHECKOUT sqlite` or `node make.ts CHECKOUT postgres URL`:
 * CHECKOUT is the tree whose server is recorded, URL an empty database that `pg_dump` reaches.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { waitsMs } from '../../src/push/schedule.ts';
import { callerOf, type Json, signIn, tokenOf } from './caller.ts';
import { readEverything } from './found.ts';
import { type Head, keptCompany, startHead } from './head.ts';
import { keepStore } from './keep.ts';
import { startReceiver } from './receiver.ts';
import {
  arrange,
  dealWithThem,
  firstTicket,
  keyed,
  openTickets,
  operate,
  type Scene,
  secondDay,
  thirdDay,
  uploads,
} from './story.ts';

const [checkout = '', kind = '', databaseUrl] = process.argv.slice(2);
const start = Date.parse('2026-05-25T09:00:00+08:00');
const monday = Date.parse('2026-06-01T09:00:00+08:00');
const days = ['2026-06-01', '2026-06-02'];
const secret = `whsec_${Buffer.from('kept store, not a real secret').toString('base64')}`;
const minute = 60_000;
const hour = 60 * minute;

const work = mkdtempSync(join(tmpdir(), 'kept-store-'));
const data = join(work, 'data');
const receiver = await startReceiver();
const head = await startHead(checkout, data, start, databaseUrl);
const { scene, token, answered } = await live();
// The server records deliveries a moment after the endpoints have answered.
await pause(3000);
const kept = { madeAt: head.now(), token, answered, ...(await keptOf(scene)) };
await head.stop();
receiver.close();
await keepStore(fileURLToPath(new URL(`${kind}/`, import.meta.url)), data, databaseUrl, {
  recorded: execFileSync('git', ['-C', checkout, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  kept,
});
rmSync(work, { recursive: true });

/** Runs the story of ten days against the server. */
async function live() {
  await head.command(['apply', join(checkout, 'server/src/demo/company.yaml')]);
  const more = join(work, 'more.yaml');
  writeFileSync(more, companyFile());
  await head.command(['apply', more]);
  await head.command(['push', 'pause', keptCompany, 'paused']);
  const names: Record<string, string> = {};
  await firstTicket(await sceneAt(names));
  await failUntilGivenUp();
  await head.advance(monday - head.now());
  // The server has paused the endpoint, because it failed for days.
  await head.command(['push', 'resume', keptCompany, 'failing']);
  const day = await sceneAt(names);
  await uploads(day);
  await openTickets(day);
  await dealWithThem(day);
  await arrange(day);
  await operate(day, work);
  await head.advance(24 * hour);
  await secondDay(await sceneAt(names));
  await head.advance(24 * hour);
  const end = await sceneAt(names);
  const { item } = await thirdDay(end);
  return { scene: end, token: end.token, answered: item };
}

/** Signs everybody in again, because tokens last a day and unused sessions twelve hours. */
async function sceneAt(names: Record<string, string>): Promise<Scene & { readonly token: string }> {
  const enter = (agent: string, password: string) => signIn(head.url, `${agent}@huaxing.example`, password);
  const browsers = {
    zhaomin: await enter('zhaomin', 'kept-store 赵敏 2026'),
    emily: await enter('emily', 'kept-store emily 2026'),
    sunlei: await enter('sunlei', 'kept-store 孙磊 2026'),
  };
  const token = await tokenOf(head.url, 'demo', 'demo-key-not-a-secret', head.now());
  return { head, call: callerOf(head.url, token), browsers, names, token };
}

/** Moves the server's clock until the first message has failed at every try and is given up. */
async function failUntilGivenUp(): Promise<void> {
  for (const [index, wait] of waitsMs.entries()) {
    await receiver.refused(index + 1);
    await pause(500);
    // A wait is at most a fifth longer than planned. The breaker, which holds back an endpoint after failures, adds at
    // most 15 minutes.
    await head.advance(1.2 * wait + 16 * minute);
  }
  await receiver.refused(waitsMs.length + 1);
}

/**
 * Returns a company file with an endpoint that accepts everything, one that refuses everything, and one to be paused.
 */
function companyFile(): string {
  const content = parse(readFileSync(new URL('company.yaml', import.meta.url), 'utf8')) as Json;
  const strict = { form: 'flat', ack: 'strict', order: 'strict' };
  const pushes = [
    { pushid: 'taking', url: `${receiver.url}/taking?access_token=kept-1`, secret },
    {
      pushid: 'failing',
      url: `${receiver.url}/failing?access_token=kept-2`,
      events: ['created', 'replied', 'deleted'],
    },
    { pushid: 'paused', url: `${receiver.url}/paused?access_token=kept-3`, secret, ...strict },
  ];
  return stringify({ ...content, pushes });
}

/** Returns everything that the server answers about the store, and what is needed to ask again. */
async function keptOf({ head, call, browsers, names }: Scene & { readonly head: Head }) {
  const ticketIds = await idsOfTickets({ call, browsers, names });
  const files = ['picture', 'note', 'noise', 'unused'].map((name) => names[name]!);
  const again = (await call.wire('save_user_ticket', keyed.parameters, { 'idempotency-key': keyed.key })).item;
  if ((again as { ticketid: string }).ticketid !== names.keyed) throw new Error('a keyed call was done twice');
  return {
    ...{ browsers, ticketIds, files, days, names },
    found: await readEverything({ call, browsers, ticketIds, files, days }),
    messages: await call.wire('messages', { limit: '200' }),
    failures: await call.wire('query_ticket_push_fail_infos', {
      ...{ start_datetime: '2026-05-01 00:00:00', end_datetime: '2026-06-30 00:00:00', page_size: '200' },
    }),
    deliveries: linesOf(await head.command(['push', 'list', keptCompany, '--limit', '1000'])),
    endpoints: linesOf(await head.command(['push', 'endpoints', keptCompany])),
    show: await head.command(['show', keptCompany]),
  };
}

/** Returns the ids of all tickets: those that the console lists, of past years too, and the deleted one. */
async function idsOfTickets({ call, names, browsers }: Omit<Scene, 'head'>): Promise<string[]> {
  const { tickets } = await call.console(browsers.zhaomin, 'listTickets', { limit: 200 });
  const listed = (tickets as { id: string }[]).map(({ id }) => id);
  return [...new Set([...listed, names.stranger!])].sort();
}

function linesOf(text: string): Json[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);
}
