import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import Fastify from 'fastify';

/**
 * A floor: a server that does the least that a durable write needs. Fastify parses the body, prepared statements insert
 * three rows into SQLite, and all calls of one turn of the event loop share a commit. (Gongdan's commit waits up to two
 * turns more.) There are no tokens, no checks and no rules.
 */
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'gongdan-floor-'));
const database = new Sqlite(join(folder, 'floor.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');

const texts = Array.from({ length: 16 }, (_, index) => `text${index}`);
const numbers = Array.from({ length: 8 }, (_, index) => `number${index}`);
database.exec(`
  create table ticket (id text primary key, ${texts.map((name) => `${name} text`)}, ${numbers.map((name) => `${name} integer`)}) strict;
  create index ticket_by_creation on ticket (text0, number0);
  create index ticket_by_status on ticket (text0, number1, number0);
  create table event (id text primary key, ticket_id text, at integer, changes text) strict;
  create index event_by_ticket on event (ticket_id, at);
  create table message (id text primary key, event_id text, due_at integer, body text) strict;
`);
const columns = 1 + texts.length + numbers.length;
const insertTicket = database.prepare(`insert into ticket values (${Array(columns).fill('?')})`);
const insertEvent = database.prepare('insert into event values (?, ?, ?, ?)');
const insertMessage = database.prepare('insert into message values (?, ?, ?, ?)');
const insertAll = database.transaction((calls: readonly Call[]) => {
  for (const call of calls) insert(call.body);
});

interface Call {
  readonly body: string;
  readonly done: () => void;
}

let waiting: Call[] = [];
let last = 0;

function insert(body: string): void {
  const at = Date.now();
  const id = `${at.toString(16)}${String(last++).padStart(20, '0')}`;
  insertTicket.run(id, ...texts.map((_, index) => (index === 1 ? body : `value ${index}`)), ...numbers.map(() => at));
  insertEvent.run(`e${id}`, id, at, body);
  insertMessage.run(`m${id}`, `e${id}`, at, body);
}

function commit(): void {
  const calls = waiting;
  waiting = [];
  insertAll.immediate(calls);
  for (const call of calls) call.done();
}

const server = Fastify();
server.post('/api/ws/5/ticket/save_user_ticket', async (request) => {
  const body = JSON.stringify(request.body);
  await new Promise<void>((done) => {
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ body, done });
  });
  return { ret_code: '000000', ret_msg: '操作成功' };
});
await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: (server.server.address() as AddressInfo).port });
