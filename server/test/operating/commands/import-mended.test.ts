import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import type { Encoding } from '../../../src/encoding.ts';
import { makeEncoder } from '../../../src/import/encode-text.ts';
import { companyId } from '../../company-file/installation.ts';
import { onEveryDatabase } from '../../databases.ts';
import { type ImportScene, none, openImportScene } from './import-scene.ts';

const company = `
company: { companyid: ${companyId}, name: Acme }
fields: [{ fieldid: f1, field_name: 地址, field_type: 1 }]
templates: [{ templateid: t1, template_name: 默认, fields: [f1] }]
categories: [{ typeid: "9", type_name: 其他, templateid: t1 }]
customers: [{ userid: u1, user_nick: x }]
`;

const header = 'ticket_title,ticket_content,ticket_typeid,ticket_from,userid,create_datetime';
const row = (title: string, more: { content?: string; category?: string } = {}) =>
  `${title},${more.content ?? ''},${more.category ?? '9'},1,u1,2026/1/5 9:03`;
const table = (...rows: string[]) => `${[header, ...rows].join('\r\n')}\r\n`;

onEveryDatabase('A mended import', (stores) => {
  let scene: ImportScene;
  before(async () => {
    scene = await openImportScene(await stores.open(), company);
  });

  for (const encoding of ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const satisfies readonly Encoding[]) {
    test(`in ${encoding} gets its refused rows in a file of the same form, which is imported as it is once mended`, async () => {
      const encode = makeEncoder(encoding);
      const mark = encoding === 'gb18030' ? '' : '\uFEFF';
      const wrong = [
        row(`${encoding} 乙`, { category: '没有' }),
        row(`${encoding} 丙`, { category: '没有', content: '"第一行\r\n第二行, ""引号"""' }),
      ];
      const content = encode(mark + table(row(`${encoding} 甲`), ...wrong));
      const first = await scene.importing('tickets', `${encoding}.csv`, content, { encoding });
      assert.deepEqual([first.outcome.created, first.outcome.refused], [1, 2]);

      const refused = readFileSync(first.outcome.refused_file!);
      const reason = (line: number) => `line ${line}: ticket_typeid: no such category`;
      const expected = [`import_error,${header}`, `${reason(3)},${wrong[0]}`, `${reason(5)},${wrong[1]}`, ''];
      assert.deepEqual(refused, encode(mark + expected.join('\r\n')));

      const mended = new TextDecoder(encoding).decode(refused).replaceAll('没有', '其他');
      const second = await scene.importing('tickets', `${encoding}-mended.csv`, encode(mark + mended), { encoding });
      assert.deepEqual(second.outcome, { ...none, created: 2 });
    });
  }

  test('leaves no row double, whatever file its rows come in again', async () => {
    const rows = Array.from({ length: 450 }, (_, n) => row(`第 ${n} 张`, n % 100 === 7 ? { category: '没有' } : {}));
    const content = table(...rows);
    const had = await scene.tickets();
    await assert.rejects(scene.importing('tickets', 'broken.csv', content, {}, 1), /broke off/);
    assert.equal((await scene.tickets()) - had, 198);

    const again = await scene.importing('tickets', 'broken.csv', content);
    assert.deepEqual([again.outcome.created, again.outcome.skipped, again.outcome.refused], [247, 198, 5]);
    const refused = readFileSync(again.outcome.refused_file!, 'utf8');
    const mended = await scene.importing('tickets', 'mended.csv', refused.replaceAll('没有', '9'));
    assert.deepEqual(mended.outcome, { ...none, created: 5 });

    const reversed = table('新的一行,,9,1,u1,', ...rows.toReversed()).replaceAll('没有', '其他');
    const whole = await scene.importing('tickets', 'whole.csv', makeEncoder('gb18030')(reversed));
    assert.deepEqual(whole.outcome, { ...none, created: 1, skipped: 450 });
    assert.equal((await scene.tickets()) - had, 451);
  });

  test('knows a row by its values, not by their form: another format, order of columns, names, dates', async () => {
    const given = { ticket_title: '同一张', ticket_typeid: '9', ticket_from: '1', userid: 'u1', 'field:f1': '深圳' };
    const first = JSON.stringify({ ...given, create_datetime: '2026-01-05 09:03:00' });
    assert.equal((await scene.importing('tickets', 'one.jsonl', first)).outcome.created, 1);
    const columns = 'create_datetime;地址;userid;ticket_from;ticket_typeid;ticket_title';
    const cells = '2026年1月5日 9:03; 深圳 ;u1;1;其他;同一张';
    const options = { map: ['地址=field:f1'] };
    const second = await scene.importing('tickets', 'two.csv', `${columns}\n${cells}\n`, options);
    assert.deepEqual(second.outcome, { ...none, skipped: 1 });
    const other = await scene.importing(
      'tickets',
      'three.csv',
      `${columns}\n${cells.replace('深圳', '广州')}\n`,
      options,
    );
    assert.deepEqual(other.outcome, { ...none, created: 1 });
  });

  test('takes two equal rows of a file for one ticket, and refuses the second', async () => {
    const rows = [row('重复'), ...Array.from({ length: 250 }, (_, n) => row(`间隔 ${n}`)), row('重复')];
    const { outcome } = await scene.importing('tickets', 'twice.csv', table(...rows));
    assert.deepEqual([outcome.created, outcome.refused], [251, 1]);
    assert.match(readFileSync(outcome.refused_file!, 'utf8'), /line 253: is the same as an earlier row of this file/);
  });

  test('knows a ticket by its ticket_code, and refuses a number that another ticket has', async () => {
    const numbered = (code: string, title: string) => `${title},9,1,u1,${code}\n`;
    const columns = 'ticket_title,ticket_typeid,ticket_from,userid,ticket_code\n';
    const first = columns + numbered('20250606000001', '甲') + numbered('20250606000001', '乙');
    const { outcome } = await scene.importing('tickets', 'codes.csv', first);
    assert.deepEqual([outcome.created, outcome.refused], [1, 1]);
    const changed = columns + numbered('20250606000001', '甲改') + numbered('20250606000002', '乙');
    const second = await scene.importing('tickets', 'codes2.csv', changed);
    assert.deepEqual(second.outcome, { ...none, created: 1, skipped: 1 });
    const third = await scene.importing('tickets', 'codes3.csv', changed, { again: true });
    assert.deepEqual([third.outcome.created, third.outcome.refused], [0, 2]);
  });

  test('takes a recordid for a key only with --key recordid', async () => {
    const columns = 'ticket_title,ticket_typeid,ticket_from,userid,recordid\n';
    const lines = (title: string) => `${columns}${title}一,9,1,u1,c-1\n${title}二,9,1,u1,c-1\n`;
    assert.equal((await scene.importing('tickets', 'r1.csv', lines('会话'))).outcome.created, 2);
    const keyed = await scene.importing('tickets', 'r2.csv', lines('别的'), { keyColumn: 'recordid' });
    assert.deepEqual(keyed.outcome, { ...none, skipped: 2 });
    const fresh = lines('新').replaceAll('c-1', 'c-2');
    const { outcome } = await scene.importing('tickets', 'r3.csv', fresh, { keyColumn: 'recordid' });
    assert.deepEqual([outcome.created, outcome.refused], [1, 1]);
    assert.equal((await scene.importing('tickets', 'r4.csv', lines('再'))).outcome.created, 2);
  });

  test('imports rows again with --again', async () => {
    const content = table(row('又一张'));
    assert.equal((await scene.importing('tickets', 'a.csv', content)).outcome.created, 1);
    assert.equal((await scene.importing('tickets', 'a.csv', content, { again: true })).outcome.created, 1);
    assert.deepEqual((await scene.importing('tickets', 'a.csv', content)).outcome, { ...none, skipped: 1 });
  });

  test('changes customers again by their keys, and makes a customer without a key once', async () => {
    const rows = 'user_nick,userid,partnerid\n甲,k1,\n乙,,k2\n丙,,\n丁,,\n丁,,\n';
    const first = await scene.importing('customers', 'people.csv', rows);
    assert.deepEqual([first.outcome.created, first.outcome.refused], [4, 1]);
    const second = await scene.importing('customers', 'people2.csv', rows.replace('丁,,\n丁,,\n', '戊,,\n'));
    assert.deepEqual(second.outcome, { ...none, created: 1, updated: 2, skipped: 1 });
    await scene.customers();
  });

  test('of one file by two commands at once leaves no row double', async () => {
    const had = await scene.tickets();
    const content = table(
      ...Array.from({ length: 600 }, (_, n) => row(`并行 ${n}`)),
      row('并行', { category: '没有' }),
    );
    // Both get a file of refused rows of their own.
    const both = await Promise.all([
      scene.importing('tickets', 'both.csv', content),
      scene.importing('tickets', 'both.csv', content),
    ]);
    assert.equal(
      both.reduce((sum, { outcome }) => sum + outcome.created, 0),
      600,
    );
    assert.equal((await scene.tickets()) - had, 600);
    assert.equal(new Set(both.map(({ outcome }) => outcome.refused_file)).size, 2);
  });

  test('of a file that an earlier release imported in part goes on where that release stopped', async () => {
    const content = table(row('旧一'), row('旧二'), row('旧三'));
    const { createHash } = await import('node:crypto');
    const source = `tickets:${createHash('sha256').update(content).digest('hex')}`;
    const progress = { company_id: companyId, source, line: 3, faults: '[]' };
    await scene.write(({ query }) => query.insertInto('import_progress').values(progress).execute());
    const { outcome } = await scene.importing('tickets', 'old.csv', content);
    assert.deepEqual(outcome, { ...none, created: 1, skipped: 2 });
  });

  test('does not bring an erased person back, and its marks say nothing about the person', async () => {
    await scene.importing('customers', 'person.csv', 'user_nick,userid,user_tels\n张三丰,zsf,13812345678\n');
    const columns = 'ticket_title,ticket_typeid,ticket_from,user_tels,ticket_content\n';
    const content = `${columns}我是张三丰,9,1,13812345678,住在武当山\n`;
    assert.equal((await scene.importing('tickets', 'his.csv', content)).outcome.created, 1);
    await scene.erase('zsf');
    assert.deepEqual((await scene.importing('tickets', 'his.csv', content)).outcome, { ...none, skipped: 1 });
    const people = await scene.query.selectFrom('customer').select('phones').execute();
    assert.ok(people.every(({ phones }) => phones !== '13812345678'));
    for (const { mark } of await scene.query.selectFrom('imported_row').selectAll().execute()) {
      assert.match(mark, /^[\w-]{22}$/);
    }
  });

  test('in JSON Lines gets refused rows with their reason, and the digits of their numbers', async () => {
    const good = { ticket_title: 'j', ticket_typeid: '9', ticket_from: 1, userid: 'u1' };
    const wrong =
      '{"ticket_title":"k","ticket_typeid":404,"ticket_from":1,"userid":"u1","recordid":1234567890123456789}';
    const first = await scene.importing('tickets', 'lines.jsonl', `${JSON.stringify(good)}\n${wrong}\nnot json\n{}\n`);
    assert.deepEqual([first.outcome.created, first.outcome.refused], [1, 3]);
    const refused = readFileSync(first.outcome.refused_file!, 'utf8');
    assert.deepEqual(refused.split('\n'), [
      `{"import_error":"line 2: ticket_typeid: no such category",${wrong.slice(1)}`,
      'not json',
      '{"import_error":"line 4: ticket_title: parameter missing"}',
      '',
    ]);
    const mended = refused
      .replace('404', '"9"')
      .replace('not json', '')
      .replace('"import_error":"line 4', '"import_error":"old');
    const second = await scene.importing('tickets', 'lines2.jsonl', mended);
    assert.deepEqual([second.outcome.created, second.outcome.refused], [1, 1]);
    assert.match(readFileSync(second.outcome.refused_file!, 'utf8'), /^\{"import_error":"line 3: [^"]*"\}\n$/);
  });

  test('never writes over a file of refused rows, which somebody may be mending', async () => {
    const content = table(row('拒绝', { category: '没有' }));
    const names: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const { outcome, path } = await scene.importing('tickets', 'keep.csv', content);
      names.push(outcome.refused_file!.slice(path.lastIndexOf('/') + 1));
    }
    assert.deepEqual(names, ['keep.refused.csv', 'keep.refused-2.csv']);
    const { outcome } = await scene.importing('tickets', 'keep.refused.csv', content);
    assert.match(outcome.refused_file!, /\/keep\.refused-3\.csv$/);
    const stated = { refused: outcome.refused_file! };
    assert.equal((await scene.importing('tickets', 'keep.csv', content, stated)).outcome.refused_file, stated.refused);
    // A stated file holds only rows of this run, so it is gone when none was refused.
    await scene.importing('tickets', 'good.csv', table(row('好的')), stated);
    assert.equal(existsSync(stated.refused), false);
  });

  test('is refused before a row is imported when refused rows could not be written', async () => {
    const had = await scene.tickets();
    const content = table(row('没有文件夹'));
    const nowhere = scene.importing('tickets', 'n.csv', content, { refused: '/nowhere/n.csv' });
    await assert.rejects(nowhere, {
      text: /cannot be written to the folder \/nowhere; name another file by --refused/,
    });
    const { path } = await scene.importing('tickets', 'itself.csv', table());
    const itself = scene.importing('tickets', 'itself.csv', content, { refused: path });
    await assert.rejects(itself, { field: '--refused', text: 'is the imported file itself' });
    assert.equal(await scene.tickets(), had);
  });

  test('has a history: the creation by the customer, and a later change of status by the system', async () => {
    const columns = 'ticket_title,ticket_typeid,ticket_from,userid,ticket_status,create_datetime,update_datetime\n';
    await scene.importing('tickets', 'h.csv', `${columns}历史,9,1,u1,99,2026/1/5 9:03,2026/1/6 9:03\n`);
    const events = await scene.query
      .selectFrom('ticket')
      .innerJoin('event', 'event.ticket_id', 'ticket.id')
      .select(['event.kind', 'event.actor_type', 'event.actor_id', 'event.way'])
      .where('ticket.title', '=', '历史')
      .orderBy('event.version')
      .execute();
    assert.deepEqual(
      events.map(({ kind, actor_type, way }) => [kind, actor_type, way]),
      [
        ['created', 'customer', 'system'],
        ['edited', 'system', 'system'],
      ],
    );
  });

  test('refuses a ticket_code of another form, and numbers a ticket without one by its day', async () => {
    const columns = 'ticket_title,ticket_typeid,ticket_from,userid,create_datetime,ticket_code\n';
    const rows = '外来,9,1,u1,2024/7/1,INC-7\n没有编号,9,1,u1,2024/7/1,\n';
    const { outcome } = await scene.importing('tickets', 'forms.csv', columns + rows);
    assert.match(readFileSync(outcome.refused_file!, 'utf8'), /line 2: ticket_code: not of the documented form,外来/);
    const made = scene.query.selectFrom('ticket').select('number').where('title', '=', '没有编号');
    assert.deepEqual(await made.execute(), [{ number: '20240701000001' }]);
  });
});
