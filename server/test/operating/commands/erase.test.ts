import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Client } from '@gongdan/client';
import { askServer } from '../../../src/operating/commands/control.ts';
import { acme, acmeClient, furnish, openTicket } from './acme.ts';
import { examine, gongdan, startServing } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-erase-'));
const receiver = createServer((call, answer) => call.resume().on('end', () => answer.end(call.headers['webhook-id'])));
before(() => once(receiver.listen(0, '127.0.0.1'), 'listening'));
const running: { stop(signal: NodeJS.Signals): Promise<unknown> }[] = [];
after(async () => {
  await Promise.all(running.map((server) => server.stop('SIGKILL')));
  receiver.close();
  rmSync(folder, { recursive: true });
});

/** How long to wait for clean-up in the background. */
const patienceMs = 30_000;

/** Makes a word that occurs nowhere else, so that all files can be searched for it. */
const planted = (place: string) => `planted-${place}`;

describe('gongdan erase', () => {
  test('leaves no trace of the person in any file of the data folder, and keeps the numbers', async () => {
    const data = await installation('person');
    const server = await serve(data);
    const client = acmeClient(server.url);
    const ids = await leaveTraces(client);
    await delivered(data);
    assert.notDeepEqual(found(data, 'planted-retitled'), []);
    const other = await openTicket(client, 'of somebody else', { userid: 'u2' });
    const before = (await client.get_ticket_by_id({ ticketid: ids.own })).item;
    assert.notDeepEqual(found(data, 'planted-'), []);
    assert.notDeepEqual(found(data, '18280240680'), []);

    const person = ['erase', '--company', acme, '--customer', 'u1', '--data', data];
    const looked = await gongdan([...person, '--dry-run']);
    assert.deepEqual(JSON.parse(looked.out), { tickets: 3 });
    const unasked = await gongdan(person);
    assert.deepEqual([unasked.code, unasked.out], [2, '']);
    assert.match(unasked.error, /Erase the customer u1 for good, with what 3 tickets say .* add --yes to do it/);
    assert.notDeepEqual(found(data, 'planted-'), []);
    const erased = await gongdan(['erase', '--company', acme, '--customer', 'u1', '--yes', '--data', data]);
    assert.equal(erased.code, 0, erased.error);
    assert.deepEqual(JSON.parse(erased.out), { tickets: 3 });
    for (const trace of ['planted-', '18280240680', 'w@example.com', '王迅', '老客户', 'p1"']) {
      assert.deepEqual(found(data, trace), [], trace);
    }

    const { item } = await client.get_ticket_by_id({ ticketid: ids.own });
    assert.equal(item.ticket_code, before.ticket_code);
    assert.equal(item.create_datetime, before.create_datetime);
    assert.deepEqual([item.ticket_title, item.ticket_content], ['', '']);
    assert.deepEqual([item.file_list, item.deal_list, item.extend_fields_list], [[], [], []]);
    assert.equal(item.score, 5);
    assert.equal((await fetch(ids.fileUrl)).status, 404);
    assert.equal((await client.get_ticket_by_id({ ticketid: other })).item.ticket_title, 'of somebody else');
    await assert.rejects(client.get_user_by_id({ userid: 'u1' }));
    assert.equal(await server.stop('SIGTERM'), 0);
    assert.deepEqual(found(data, 'planted-'), []);
  });

  test('works without a server, and refuses a customer who is erased already', async () => {
    const data = await installation('alone');
    const server = await serve(data);
    await leaveTraces(acmeClient(server.url));
    await delivered(data);
    await server.stop('SIGTERM');
    const erase = () => gongdan(['erase', '--company', acme, '--customer', 'u1', '--yes', '--data', data]);
    assert.deepEqual(JSON.parse((await erase()).out), { tickets: 3 });
    assert.deepEqual(found(data, 'planted-'), []);
    const again = await erase();
    assert.equal(again.code, 1);
    assert.match(again.error, /no such customer/);
    const stranger = await gongdan(['erase', '--company', 'nobody', '--customer', 'u1', '--yes', '--data', data]);
    assert.equal(stranger.error, 'gongdan: companyid: there is no such company\n');
  });
});

describe('del_reply_infos', () => {
  test('removes the reply from all files but the store, and after gongdan compact from the store, too', async () => {
    const data = await installation('reply');
    const server = await serve(data);
    const client = acmeClient(server.url);
    const ticketid = await openTicket(client, 'a ticket');
    const upload = await client.upload_file({ file: new File([planted('file').repeat(3000)], 'b.txt') });
    const kept = await client.upload_file({ file: new File(['kept'], 'kept.txt') });
    await openTicket(client, 'another', { file_str: kept.item.file_url });
    await reply(client, ticketid, {
      reply_content: planted('reply').repeat(300),
      reply_file_str: `${upload.item.file_url};${kept.item.file_url}`,
    });
    await exportOf(client);
    const { item } = await client.get_ticket_by_id({ ticketid });
    const replyid = item.deal_list[0]!.replyid;
    await delivered(data);
    assert.notDeepEqual(found(data, 'planted-'), []);

    await client.del_reply_infos({ ticketid, replyid, agentid: 'a1' });
    await assert.rejects(client.del_reply_infos({ ticketid, replyid, agentid: 'a1' }));
    assert.deepEqual(await whatStays(client, data), []);
    await compact(data);
    assert.deepEqual(found(data, 'planted-'), []);
    assert.equal((await fetch(upload.item.file_url)).status, 404);
    assert.equal(await (await fetch(kept.item.file_url)).text(), 'kept');
    assert.doesNotMatch(await exportOf(client), /planted/);
    await server.stop('SIGTERM');
  });

  test('leaves nothing of many replies after gongdan compact, not even copies from page splits', async () => {
    const data = await installation('replies');
    const server = await serve(data);
    const client = acmeClient(server.url);
    const tickets: string[] = [];
    for (let made = 0; made < 20; made++) tickets.push(await openTicket(client, 'a ticket'));
    // Inserts into the middle of existing pages, so that they split.
    for (const turn of ['one', 'two']) {
      for (const ticketid of tickets) await reply(client, ticketid, { reply_content: planted(turn).repeat(9) });
    }
    await delivered(data);
    for (const ticketid of tickets) {
      const { item } = await client.get_ticket_by_id({ ticketid });
      for (const { replyid } of item.deal_list) await client.del_reply_infos({ ticketid, replyid, agentid: 'a1' });
    }
    const { out: diagnosis } = await examine(data);
    assert.match(diagnosis, /^ok +the store may hold copies of erased contents since .*in the quiet hours 2-5 \(/m);
    await compact(data);
    assert.deepEqual(found(data, 'planted-'), []);
    assert.doesNotMatch((await examine(data)).out, /erased/);
    await server.stop('SIGTERM');
    assert.doesNotMatch((await examine(data)).out, /erased/);
  });
});

async function compact(data: string): Promise<void> {
  const planned = await gongdan(['compact', '--dry-run', '--data', data]);
  assert.deepEqual(Object.keys(JSON.parse(planned.out)), ['storeBytes', 'erasedSince', 'seconds']);
  const unasked = await gongdan(['compact', '--data', data]);
  assert.equal(unasked.code, 2);
  assert.match(unasked.error, /Compact the store of \d+ MiB\? Writes wait meanwhile, for about 1 s/);
  const { code, error } = await gongdan(['compact', '--yes', '--data', data]);
  assert.equal(code, 0, error);
}

/** Makes a company whose messages are pushed and delivered. */
async function installation(name: string): Promise<string> {
  mkdirSync(join(folder, name));
  const data = join(folder, name, 'data');
  const { port } = receiver.address() as AddressInfo;
  await furnish(data, `pushes: [{ pushid: w1, url: "http://127.0.0.1:${port}/hook" }]\n`);
  return data;
}

async function serve(data: string) {
  const server = await startServing(data, { GONGDAN_PUSH_ALLOW: '127.0.0.0/8' });
  running.push(server);
  return server;
}

/** Waits until every message is delivered, because an erasure blanks a waiting message only after it was sent. */
async function delivered(data: string): Promise<void> {
  const input = { companyId: acme, filter: { state: 'waiting' }, most: 1 };
  for (const until = performance.now() + patienceMs; performance.now() < until; ) {
    const answer = await askServer(data, 'pushList', input);
    if (answer && (answer.value as unknown[]).length === 0) return;
  }
  assert.fail('messages still wait');
}

/** Writes a customer's texts to every place that can hold them, pushed messages and exports included. */
async function leaveTraces(client: Client) {
  const { item: file } = await client.user_upload_file({
    file: new File([planted('bytes')], `${planted('name')}.txt`),
  });
  const own = await openTicket(client, planted('title'), {
    ticket_content: planted('content').repeat(300),
    file_str: file.file_url,
    extend_fields: [{ fieldid: 'f1', field_value: planted('field') }],
    first_contact_type: 2,
    first_contact_info: planted('contact'),
  });
  await client.save_user_reply({ ticketid: own, reply_content: planted('answer') });
  await reply(client, own, { ticket_status: '3', reply_content: planted('agent') });
  await reply(client, own, { ticket_status: '3', ticket_title: planted('retitled') });
  await client.add_ticket_evaluation({ companyid: acme, ticketid: own, score: 5, remark: planted('remark') });
  const given = await openTicket(client, planted('given'));
  await client.update_ticket_user({ ticketid: given, userid: 'u2' });
  const lent = await openTicket(client, 'lent', { userid: 'u2' });
  await client.update_ticket_user({ ticketid: lent, userid: 'u1' });
  await client.save_user_reply({ ticketid: lent, reply_content: planted('lent') });
  await client.update_ticket_user({ ticketid: lent, userid: 'u2' });
  assert.match(await exportOf(client), /planted-answer/);
  return { own, fileUrl: file.file_url };
}

async function reply(client: Client, ticketid: string, more: object): Promise<void> {
  const { item } = await client.get_ticket_by_id({ ticketid });
  await client.save_ticket_reply({
    ticketid,
    ticket_title: item.ticket_title,
    ticket_content: item.ticket_content,
    get_ticket_datetime: item.update_datetime,
    reply_agentid: 'a1',
    reply_agent_name: 'ming',
    reply_type: '0',
    ticket_status: '1',
    ticket_level: '0',
    ...more,
  });
}

/** Reads today's export, whose file stays in the data folder. */
async function exportOf(client: Client): Promise<string> {
  const date = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { item } = await client.export_data({ task_type: '6', date });
  return (await fetch(item.file_path)).text();
}

/**
 * Waits until attachments and SQLite's log are cleaned, which happens soon after the answer. Returns the files that
 * hold a planted word even after 30 seconds, without the store itself, which is compacted later.
 */
async function whatStays(client: Client, data: string): Promise<string[]> {
  for (const until = performance.now() + patienceMs; performance.now() < until; await client.get_timezone()) {
    if (foundBesideStore(data).length === 0) return [];
  }
  return foundBesideStore(data);
}

function foundBesideStore(data: string): string[] {
  return found(data, 'planted-').filter((name) => name !== 'gongdan.db');
}

/** Returns the files that hold the text in their name or their contents, unpacked if they end with .gz. */
function found(folder: string, text: string): string[] {
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.filter((name) => {
    const bytes = bytesOf(join(folder, name));
    if (!bytes) return false;
    return name.includes(text) || (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).includes(text);
  });
}

/** Returns undefined for a folder, and for a file that the server removed since it was listed. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path) : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
