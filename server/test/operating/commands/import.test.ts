import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { openCopy } from '../../../src/db/sqlite/copy.ts';
import { replay } from '../../../src/tickets/model/apply-event.ts';
import { readDetail } from '../../../src/tickets/reading/detail.ts';
import { acme, acmeClient, furnish } from './acme.ts';
import { gongdan, start, startServing } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-import-'));
after(() => rmSync(folder, { recursive: true }));

describe('gongdan import', () => {
  let home: string;
  let data: string;
  let count = 0;

  beforeEach(async () => {
    home = join(folder, String(count++));
    data = join(home, 'data');
    mkdirSync(home);
    await furnish(data);
  });

  test('creates or updates customers from CSV, and writes refused rows to a file', async () => {
    const csv = [
      '\uFEFFuserid,partnerid,user_nick,user_emails,create_datetime,remark',
      'u1,,王迅二,w2@example.com,,',
      ',crm-7,"Miller, ""Joe""",joe@example.com;j@example.com,2020-02-03 04:05:06,"two',
      'lines"',
      ',crm-8,,nobody@example.com,,',
      'bad id!,,x,,,',
      ',crm-7,Joe Miller,,,',
      'short,line',
    ].join('\r\n');
    const { code, out, error } = await importing('customers', 'people.csv', csv);
    assert.equal(code, 1, error);
    assert.deepEqual(JSON.parse(out), {
      ...{ created: 1, updated: 2, skipped: 0, refused: 3 },
      refused_file: join(home, 'people.refused.csv'),
    });
    assert.deepEqual(refusedIn('people.refused.csv'), [
      '\uFEFFimport_error,userid,partnerid,user_nick,user_emails,create_datetime,remark',
      'line 5: user_nick: parameter missing,,crm-8,,nobody@example.com,,',
      'line 6: userid: not of the documented form,bad id!,,x,,,',
      'line 8: has 2 values for 6 columns,short,line',
    ]);
    assert.match(error, /Mend them there and run: gongdan import customers .*people\.refused\.csv --company acme\n/);
    await withServer(async (client) => {
      const { item } = await client.get_user_by_partnerid({ partnerid: 'crm-7' });
      assert.deepEqual(
        [item.user_nick, item.user_emails, item.create_datetime, item.remark],
        ['Joe Miller', 'joe@example.com,j@example.com', '2020-02-03 04:05:06', 'two\r\nlines'],
      );
      assert.equal((await client.get_user_by_id({ userid: 'u1' })).item.user_nick, '王迅二');
    });
  });

  test('creates tickets with their times, numbers and final statuses, and lists find them', async () => {
    const lines = [
      { ...ticket, ticket_title: 'closed', ticket_status: '99', ticket_code: '20240305000042', recordid: 'T-42' },
      { ...ticket, ticket_title: 'open', update_datetime: undefined, 'field:f1': '北京' },
      { ...ticket, ticket_title: 'by agent', userid: undefined, create_agentid: 'a1', deal_agentid: 'a1' },
      { ...ticket, ticket_title: 'again', ticket_code: '20240305000042' },
      { ...ticket, ticket_title: 'stranger', userid: 'nobody' },
      { ...ticket, ticket_title: 'backwards', update_datetime: '2024-03-05 09:00:00' },
      { ...ticket, ticket_title: 'nowhere', ticket_typeid: '404' },
    ];
    const { out } = await importing(
      'tickets',
      'old.jsonl',
      `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot json`,
    );
    assert.deepEqual(
      { ...JSON.parse(out), refused_file: '' },
      { created: 3, updated: 0, skipped: 0, refused: 5, refused_file: '' },
    );
    const refused = refusedIn('old.refused.jsonl');
    assert.deepEqual(
      refused.slice(0, -1).map((line) => (JSON.parse(line) as { import_error: string }).import_error),
      [
        'line 4: ticket_code: is taken',
        'line 5: userid: no such customer',
        'line 6: update_datetime: before create_datetime',
        'line 7: ticket_typeid: no such category',
      ],
    );
    assert.equal(refused.at(-1), 'not json');

    await withServer(async (client) => {
      const range = { create_start_datetime: '2024-03-05 00:00:00', create_end_datetime: '2024-03-06 00:00:00' };
      const { items, total_count } = await client.query_tickets(range);
      assert.equal(total_count, 3);
      assert.deepEqual(items.map(({ ticket_code }) => ticket_code).sort(), [
        '20240305000042',
        '20240305000043',
        '20240305000044',
      ]);
      const { item } = await client.get_ticket_by_id({ ticket_code: '20240305000042' });
      assert.deepEqual(
        [item.create_datetime, item.update_datetime, item.ticket_status, item.recordid],
        ['2024-03-05 10:00:00', '2024-03-07 10:00:00', '99', 'T-42'],
      );
    });
    const { query, close } = openCopy(join(data, 'gongdan.db'));
    for (const { id } of await query.selectFrom('ticket').select('id').execute()) {
      const { ticket: row, events } = await readDetail(query, acme, { id });
      assert.deepEqual(row, replay(id, events));
      assert.ok(events.every(({ way }) => way === 'system'));
    }
    await close();
  });

  test('imports nothing a second time without --again; a dry run writes nothing', async () => {
    const line = JSON.stringify(ticket);
    const dry = await importing('tickets', 't.jsonl', line, ['--dry-run']);
    assert.deepEqual(JSON.parse(dry.out), { created: 1, updated: 0, skipped: 0, refused: 0 });
    assert.equal(await tickets(), 0);
    await importing('tickets', 't.jsonl', line);
    assert.equal(await tickets(), 1);
    const second = await importing('tickets', 't.jsonl', line);
    assert.deepEqual(JSON.parse(second.out), { created: 0, updated: 0, skipped: 1, refused: 0 });
    assert.equal(await tickets(), 1);
    await importing('tickets', 't.jsonl', line, ['--again']);
    assert.equal(await tickets(), 2);
  });

  test('shows what a dry run would refuse, and writes it to a file only when that is named', async () => {
    const lines = [ticket, { ...ticket, ticket_typeid: '404' }].map((one) => JSON.stringify(one)).join('\n');
    const dry = await importing('tickets', 'dry.jsonl', lines, ['--dry-run']);
    assert.deepEqual([dry.code, JSON.parse(dry.out)], [1, { created: 1, updated: 0, skipped: 0, refused: 1 }]);
    assert.match(dry.error, /refused: line 2: ticket_typeid: no such category/);
    assert.deepEqual(
      readdirSync(home).filter((name) => name.includes('refused')),
      [],
    );
    const named = join(home, 'named.jsonl');
    await importing('tickets', 'dry.jsonl', lines, ['--dry-run', '--refused', named]);
    assert.equal(refusedIn('named.jsonl').length, 1);
  });

  test('speaks Chinese where the language is Chinese', async () => {
    const path = join(home, '中文.csv');
    writeFileSync(path, 'user_nick,电话\n甲,1\n');
    const args = ['import', 'customers', path, '--company', acme, '--data', data];
    const { code, error } = await gongdan(args, { LC_ALL: 'zh_CN.UTF-8' });
    assert.equal(code, 1);
    assert.match(
      error,
      /无法导入 .*：不认识的列 电话（第 1 行；是否要写 --map '电话=user_tels'？）；可用的列有 userid/,
    );

    writeFileSync(path, 'user_nick,partnerid\n甲\n');
    const refused = await gongdan(args, { LC_ALL: 'zh_CN.UTF-8' });
    assert.match(refused.error, /被拒绝：第 2 行：有 1 个值，而列有 2 个/);
    assert.match(
      refused.error,
      /1 行被拒绝的数据已写入 .*中文\.refused\.csv，原因在第一列。改正后执行：gongdan import /,
    );
    assert.equal(refusedIn('中文.refused.csv')[1], '第 2 行：有 1 个值，而列有 2 个,甲');
  });

  test('takes --key recordid for the column, and --key with digits for the setting', async () => {
    const lines = (title: string) => JSON.stringify({ ...ticket, ticket_title: title, recordid: 'c-1' });
    await importing('tickets', 'k1.jsonl', lines('one'));
    const key = readFileSync(join(data, 'key'), 'utf8').trim();
    for (const options of [['--key', 'recordid'], ['--key=recordid'], ['--key', key, '--key', 'recordid']]) {
      const { out, error } = await importing('tickets', 'k2.jsonl', lines('two'), options);
      assert.equal(error, '');
      assert.deepEqual(JSON.parse(out), { created: 0, updated: 0, skipped: 1, refused: 0 });
    }
    assert.match((await gongdan(['import', '--help'])).out, /--key <column>/);
  });

  test('ends with 2 when an option is wrong', async () => {
    for (const [option, says] of [
      [['--map', 'x'], /--map: x is not of the form theirs=ours/],
      [['--map', 'a=b', '--map', 'a=c'], /--map: a is given twice/],
      [['--delimiter', 'ab'], /--delimiter: ab is not one character/],
      [['--encoding', 'latin1'], /no encoding latin1/],
      [['--key', 'recordid'], /--key is for tickets only/],
    ] as const) {
      const { code, error } = await importing('customers', 'wrong.csv', 'user_nick\nx\n', [...option]);
      assert.equal(code, 2, error);
      assert.match(error, says);
    }
  });

  test('goes on after it was killed while a server runs, and imports every row once and reports every refused one', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) =>
      JSON.stringify({ ...ticket, ticket_title: `no ${n}`, ...(n % 100 === 7 && { ticket_typeid: '404' }) }),
    );
    const file = join(home, 'many.jsonl');
    writeFileSync(file, lines.join('\n'));
    const server = await startServing(data);
    try {
      const child = start(['import', 'tickets', file, '--company', acme, '--data', data], {});
      const looks = await untilSome(server.url);
      child.kill('SIGKILL');
      await once(child, 'exit');
      assert.ok(looks < 3000, 'it was killed too late to tell anything');
      const { out, error } = await gongdan(['import', 'tickets', file, '--company', acme, '--data', data]);
      const { created, skipped } = JSON.parse(out) as { created: number; skipped: number };
      assert.ok(skipped > 0, error);
      assert.equal(created + skipped, 2970);
    } finally {
      await server.stop('SIGTERM');
    }
    assert.equal(await tickets(), 2970);
    const files = readdirSync(home).filter((name) => name.startsWith('many.refused'));
    assert.equal(refusedIn(files.length === 1 ? 'many.refused.jsonl' : 'many.refused-2.jsonl').length, 30);
    const { query, close } = openCopy(join(data, 'gongdan.db'));
    const titles = await query.selectFrom('ticket').select('title').distinct().execute();
    await close();
    assert.equal(titles.length, 2970);
  });

  test('refuses a file of unknown format, a file that does not exist, and an unknown company', async () => {
    assert.match((await importing('tickets', 'x.txt', '{}')).error, /neither \.csv nor \.jsonl/);
    const none = await gongdan(['import', 'tickets', join(home, 'none.csv'), '--company', acme, '--data', data]);
    assert.match(none.error, /there is no file/);
    writeFileSync(join(home, 'a.csv'), 'user_nick\nx\n');
    const other = await gongdan(['import', 'customers', join(home, 'a.csv'), '--company', 'who', '--data', data]);
    assert.match(other.error, /no such company/);
  });

  test('refuses an open quote followed by 300 MB, and a line of 300 MB: it names the line, and 128 MB of heap are enough', async () => {
    for (const [name, start, says] of [
      ['open.csv', 'user_nick\na\n"b', /line 3 begins a row of more than/],
      ['long.jsonl', '{"user_nick":"a"}\n{"user_nick":"', /line 2 is longer than/],
    ] as const) {
      const path = join(home, name);
      await writeLarge(path, start, 300);
      const args = ['import', 'customers', path, '--company', acme, '--data', data];
      const { code, error } = await gongdan(args, {}, ['--max-old-space-size=128']);
      assert.equal(code, 1, error);
      assert.match(error, says);
      rmSync(path);
    }
  });

  test('writes refused rows into a pipe that is stated for them, and never removes it', async () => {
    const pipe = join(home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const read = readFile(pipe, 'utf8');
    read.catch(() => {});
    const { code, out, error } = await importing('customers', 'odd.csv', 'userid,user_nick\nbad id!,x\n', [
      '--refused',
      pipe,
    ]);
    assert.deepEqual([code, (JSON.parse(out) as { refused: number }).refused], [1, 1], error);
    assert.equal(statSync(pipe).isFIFO(), true);
    assert.match(await read, /^import_error,userid,user_nick\r\nline 2: userid: not of the documented form,bad id!,x/);
  });

  test('refuses a folder for the refused rows before a row is imported', async () => {
    const { code, error } = await importing('customers', 'some.csv', 'userid,user_nick\nu9,x\n', ['--refused', home]);
    assert.deepEqual([code, error], [1, `gongdan: --refused: ${home} is a folder\n`]);
  });

  function importing(kind: string, name: string, content: string, more: string[] = []) {
    writeFileSync(join(home, name), content);
    return gongdan(['import', kind, join(home, name), '--company', acme, '--data', data, ...more]);
  }

  function refusedIn(name: string): string[] {
    return readFileSync(join(home, name), 'utf8').trimEnd().split(/\r?\n/);
  }

  async function tickets(): Promise<number> {
    const { query, close } = openCopy(join(data, 'gongdan.db'));
    const rows = await query.selectFrom('ticket').select('id').execute();
    await close();
    return rows.length;
  }

  async function withServer(look: (client: ReturnType<typeof acmeClient>) => Promise<void>): Promise<void> {
    const server = await startServing(data);
    await look(acmeClient(server.url)).finally(() => server.stop('SIGTERM'));
  }

  /** Waits until the server has the first tickets, and returns how many it has. */
  async function untilSome(url: string): Promise<number> {
    const client = acmeClient(url);
    const range = { create_start_datetime: '2024-03-05 00:00:00', create_end_datetime: '2024-03-06 00:00:00' };
    for (const until = performance.now() + 30_000; performance.now() < until; ) {
      const { total_count } = await client.query_tickets({ ...range, page_size: 1 });
      if (total_count > 0) return total_count;
    }
    return assert.fail('nothing was imported');
  }
});

const ticket = {
  ticket_title: 'title',
  ticket_content: 'content',
  ticket_typeid: '9',
  ticket_from: '1',
  userid: 'u1',
  create_datetime: '2024-03-05 10:00:00',
  update_datetime: '2024-03-07 10:00:00',
};

/** Writes the text, then this many megabytes of one letter. */
async function writeLarge(path: string, start: string, megabytes: number): Promise<void> {
  const stream = createWriteStream(path);
  stream.write(start);
  const piece = Buffer.alloc(1024 ** 2, 0x61);
  for (let count = 0; count < megabytes; count += 1) if (!stream.write(piece)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
}
