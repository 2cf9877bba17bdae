import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { TestApp } from '../app.ts';
import { onPostgres } from '../databases.ts';
import { openTicket, reply, startPushingApp } from '../push/company.ts';

/** The tables that schema.test.ts calls the directory, too: their rows are found without the company. */
const directory = ['access_token', 'app', 'company', 'migration', 'session', 'setup', 'task_turn'];

/** Nodes poll this for all companies; no call waits for it. */
const background = /^select "company_id", "id" from "push_endpoint" where "state"/;

interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

onPostgres('A statement of a call', ({ place }) => {
  let app: TestApp;
  let sent: Sent[] = [];
  const send = pg.Client.prototype.query;

  before(async () => {
    app = await startPushingApp([{ url: 'http://127.0.0.1:1/hook' }], { store: await place() });
    await app.token();
    pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
      const [statement] = given as [Sent | string];
      if (typeof statement === 'object' && 'text' in statement) sent.push(statement);
      return Reflect.apply(send, this, given) as never;
    } as typeof send;
  });
  after(async () => {
    pg.Client.prototype.query = send;
    await app.close();
  });

  const range = { create_start_datetime: '2026-03-01 00:00:00', create_end_datetime: '2026-03-30 00:00:00' };
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    get_token: async () => {
      app.advance(86_400_000);
      await app.token();
    },
    save_user_ticket: () => openTicket(app),
    get_ticket_by_id: async () => app.done('get_ticket_by_id', { ticketid: await openTicket(app) }),
    save_ticket_reply: async () => reply(app, await openTicket(app)),
    query_tickets: () => app.done('query_tickets', { ...range }),
    query_users: () => app.done('query_users', {}),
    get_user_by_tel: () => app.done('get_user_by_tel', { user_tels: '13800000000' }),
    reminder: async () =>
      app.done('reminder', {
        ticketid: await openTicket(app),
        reminder_agentid: 'a1',
        reminder_remark: '请尽快',
      }),
    messages: () => app.done('messages', {}),
  };

  test('the check notices a statement that forgets the company', () => {
    const statement = 'select * from "ticket" as "t" inner join "reply" on "reply"."ticket_id" = "t"."id" where ';
    const values = [app.companyId];
    assert.equal(keepsTo(app.companyId, { text: `${statement}"t"."company_id" = $1`, values }), false);
    const both = `${statement}"t"."company_id" = $1 and "reply"."company_id" = $1`;
    assert.equal(keepsTo(app.companyId, { text: both, values }), true);
    assert.equal(keepsTo('another', { text: both, values }), false);
  });

  for (const [name, call] of Object.entries(calls)) {
    test(`the statements of ${name} keep to the rows of one company`, async () => {
      sent = [];
      await call();
      const statements = sent.filter(({ text }) => !background.test(text) && tablesIn(text).length > 0);
      assert.ok(statements.length > 0 || name === 'get_token', 'no statement was seen');
      assert.deepEqual(
        statements.filter((statement) => !keepsTo(app.companyId, statement)).map(({ text }) => text),
        [],
      );
    });
  }
});

/** Returns the tables that a statement names, once for each time, without those of the directory. */
function tablesIn(text: string): string[] {
  const named = [...text.matchAll(/\b(?:from|join|update|into)\s+"(\w+)"/g)].map(([, table]) => table!);
  return named.filter((table) => !directory.includes(table));
}

/**
 * True when each table of the statement is limited to the company: by the company's id, by a join with a table that is
 * limited, or by the inserted values.
 */
function keepsTo(companyId: string, { text, values }: Sent): boolean {
  const bound = [...text.matchAll(/"company_id" = \$(\d+)/g)].map(([, number]) => values[Number(number) - 1]);
  const joined = [...text.matchAll(/"company_id" = "\w+"\."company_id"/g)];
  const inserted = /^insert into "\w+" \([^)]*"company_id"/.test(text) && values.includes(companyId) ? 1 : 0;
  return (
    bound.every((value) => value === companyId) && bound.length + joined.length + inserted >= tablesIn(text).length
  );
}
