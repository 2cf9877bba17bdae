import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { demandSteadyFile } from '../../../src/operating/commands/steady-file.ts';
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

/**
 * CSV in GBK with the columns user_nick and partnerid, and three customers. If it were read as UTF-8 with replacement
 * characters, all three names would be equal.
 */
const gbkRows = Buffer.from(
  '757365725f6e69636b2c706172746e657269640d0acdf5cee52cc0ee0d0ad5d4c1f92ccdf50d0ac7aec6df2cd6dc0d0a',
  'hex',
);
const three = ['王五|李', '赵六|王', '钱七|周'];

onEveryDatabase('A file to import', (stores) => {
  let scene: ImportScene;
  before(async () => {
    scene = await openImportScene(await stores.open(), company);
  });
  const importing: ImportScene['importing'] = (...given) => scene.importing(...given);
  const customers = () => scene.customers();
  const tickets = () => scene.tickets();

  test('in GB18030 gives three customers with their names, and prints a row of it', async () => {
    const { outcome, said } = await importing('customers', 'gbk.csv', gbkRows);
    assert.deepEqual(outcome, { ...none, created: 3 });
    assert.match(said, /gbk\.csv is not UTF-8 and is read as GB18030.* Line 2: 王五,李/);
    assert.deepEqual(await customers(), three);
  });

  test('may be UTF-16 in either byte order, or JSON Lines in GB18030', async () => {
    const rows = `\uFEFFuser_nick,partnerid\n${three.join('\n').replaceAll('|', ',')}\n`;
    for (const bytes of [Buffer.from(rows, 'utf16le'), Buffer.from(rows, 'utf16le').swap16()]) {
      assert.equal((await importing('customers', 'excel.csv', bytes)).said, '');
      assert.deepEqual(await customers(), three);
    }
    const json = Buffer.concat([Buffer.from('{"user_nick":"'), Buffer.from([0xcd, 0xf5]), Buffer.from('"}\n')]);
    assert.equal((await importing('customers', 'gbk.jsonl', json)).outcome.created, 1);
    assert.deepEqual(await customers(), ['王|null']);
  });

  test('is read in the encoding that is stated', async () => {
    const big5 = Buffer.concat([Buffer.from('user_nick\n'), Buffer.from('a4a4a4e5', 'hex')]);
    assert.equal((await importing('customers', 'big5.csv', big5, { encoding: 'BIG5' })).said, '');
    assert.deepEqual(await customers(), ['中文|null']);
    const asUtf8 = importing('customers', 'wrong.csv', gbkRows, { encoding: 'utf-8' });
    await assert.rejects(asUtf8, { text: /wrong\.csv: line 2 is not UTF-8/ });
    const unknown = importing('customers', 'none.csv', gbkRows, { encoding: 'latin1' });
    await assert.rejects(unknown, { message: /no encoding latin1; there are utf-8, utf-16le/ });
    assert.deepEqual(await customers(), []);
  });

  test('is refused before a row is written when a late line cannot be read', async () => {
    const rows = Array.from({ length: 1000 }, (_, n) => `{"user_nick":"n${n}"}\n`).join('');
    const late = Buffer.from('{"user_nick":"\xff\xff"}\n', 'latin1');
    const importingLate = importing('customers', 'late.jsonl', Buffer.concat([Buffer.from(rows), late]));
    await assert.rejects(importingLate, { text: /line 1001 is not UTF-8, and line 1001 is not GB18030/ });
    assert.deepEqual(await customers(), []);
  });

  const wrongColumns: Record<string, ['customers' | 'tickets', string, string, RegExp]> = {
    'a column that nobody knows': ['customers', 'a.csv', 'userid,user_nick,telefone\nx,甲,1\n', /telefone \(line 1\)/],
    'a column in other letters': [
      'customers',
      'b.csv',
      'user_nick,User_Tels\n甲,1\n',
      /User_Tels \(line 1; did you mean --map 'User_Tels=user_tels'\?\)/,
    ],
    'a column twice': ['customers', 'c.csv', 'user_nick,user_nick\n甲,乙\n', /line 1 names columns twice: user_nick/],
    'a column that is missing': ['customers', 'd.csv', 'userid\nx\n', /missing columns user_nick/],
    'a first line without columns': ['customers', 'g.csv', '甲,乙\n丙,丁\n', /line 1 names no known column: 甲,乙/],
    'a key of JSON that nobody knows': [
      'customers',
      'h.jsonl',
      '{"user_nick":"a"}\n{"user_nick":"b","constructor":"c","__proto__":"d"}\n',
      /constructor \(line 2\), __proto__ \(line 2\)/,
    ],
    'a custom field that the company does not have': [
      'tickets',
      'i.csv',
      'ticket_title,ticket_typeid,ticket_from,userid,field:f1,field:f9\nt,9,1,u1,a,b\n',
      /field:f9 \(line 1\); allowed are .*field:FIELDID/,
    ],
    'a quote that nothing closes': [
      'customers',
      'j.csv',
      'user_nick\na\n"b\nc\nd\n',
      /line 3 begins a row with a quote/,
    ],
    'a quote in the midst of a value': [
      'customers',
      'k.csv',
      'user_nick\na\nb\nc "d" e\n',
      /line 4 begins a row with a/,
    ],
  };
  for (const [name, [kind, path, content, says]] of Object.entries(wrongColumns)) {
    test(`with ${name} is refused before a row is written, with one sentence`, async () => {
      await assert.rejects(importing(kind, path, content), { text: says });
      assert.deepEqual([await customers(), await tickets()], [[], 0]);
    });
  }

  test('may end its lines with empty columns, as spreadsheets write them; a value there is refused', async () => {
    const { outcome } = await importing('customers', 'wide.csv', 'user_nick,partnerid,,\n甲,1,,\n乙,2,,x\n');
    assert.deepEqual([outcome.created, outcome.refused], [1, 1]);
    assert.deepEqual(await customers(), ['甲|1']);
  });

  test('may hold Unicode line separators within JSON; a line that is nested too deeply is refused', async () => {
    const deep = `{"user_nick":"b","extend_field_params":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { outcome } = await importing('customers', 'odd.jsonl', `{"user_nick":"a\u2028b"}\n${deep}\n`);
    assert.deepEqual([outcome.created, outcome.refused], [1, 1]);
    assert.deepEqual(await customers(), ['a\u2028b|null']);
  });

  test('may not hold a JSON number that is not finite, which a running server would get as null', async () => {
    const lines = ['1e400', '[{"fieldid":"f","field_value":1e-400}]', '5'].map(
      (value, n) => `{"user_nick":"n${n}","${value.startsWith('[') ? 'extend_field_params' : 'remark'}":${value}}\n`,
    );
    const { outcome } = await importing('customers', 'lost.jsonl', lines.join(''));
    assert.deepEqual([outcome.created, outcome.refused], [1, 2]);
    assert.deepEqual(await customers(), ['n2|null']);
    // A line that cannot be parsed exactly is written as it stands.
    assert.equal(readFileSync(outcome.refused_file!, 'utf8'), `${lines[0]}${lines[1]}`);
  });

  test('may not give a field twice in one row, by extend_fields and by its column', async () => {
    const row = { ticket_title: 't', ticket_typeid: '9', ticket_from: '1', userid: 'u1', 'field:f1': 'a' };
    const lines = JSON.stringify({ ...row, extend_fields: [{ fieldid: 'f1', field_value: 'b' }] });
    const { outcome } = await importing('tickets', 'both.jsonl', lines);
    assert.deepEqual([outcome.created, outcome.refused], [0, 1]);
  });

  test('in UTF-16 is continued after an interruption, and imports every row once', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => `标题${n},9,1,u1`).join('\r\n');
    const content = Buffer.from(`\uFEFFticket_title,ticket_typeid,ticket_from,userid\r\n${rows}`, 'utf16le');
    await assert.rejects(importing('tickets', 'broken.csv', content, {}, 1), /broke off/);
    assert.equal(await tickets(), 200);
    const { outcome } = await importing('tickets', 'broken.csv', content);
    assert.deepEqual(outcome, { ...none, created: 300, skipped: 200 });
    const titles = await scene.query.selectFrom('ticket').select('title').distinct().execute();
    assert.equal(titles.length, 500);
  });

  test('that grows, or is replaced by another one, while it is imported ends the import with a sentence', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => `steady${n},9,1,u1\n`);
    const content = `ticket_title,ticket_typeid,ticket_from,userid\n${rows.join('')}`;
    const replace = (path: string) => {
      writeFileSync(`${path}.new`, content);
      renameSync(`${path}.new`, path);
    };
    for (const change of [(path: string) => appendFileSync(path, 'late,9,1,u1\n'), replace]) {
      const broken = importing('tickets', 'grows.csv', content, {}, undefined, change);
      await assert.rejects(broken, { text: /grows\.csv was changed while it was read; import it again/ });
    }
    const { outcome } = await importing('tickets', 'grows.csv', content);
    assert.deepEqual(outcome, { ...none, created: 100, skipped: 200 });
  });

  test('must be a regular file, because a pipe cannot be read twice', () => {
    for (const [path, says] of [
      ['/dev/null', /^\/dev\/null is no regular file/],
      ['/tmp', /^\/tmp is a folder/],
      ['/tmp/none.csv', /^there is no file/],
    ] as const) {
      assert.throws(() => demandSteadyFile(path), { text: says });
    }
  });

  test('whose refused rows cannot be written ends with a sentence', {
    skip: process.platform !== 'linux',
  }, async () => {
    const rows = 'user_nick,userid\nx,bad id!\n';
    const full = importing('customers', 'full.csv', rows, { refused: '/dev/full' });
    await assert.rejects(full, {
      text: /^cannot write refused rows to \/dev\/full: ENOSPC; mend this and run the import/,
    });
  });
});
