import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { companyId } from '../../company-file/installation.ts';
import { onEveryDatabase } from '../../databases.ts';
import { type ImportScene, none, openImportScene } from './import-scene.ts';

const company = `
company: { companyid: ${companyId}, name: Acme }
customers: [{ userid: u1, user_nick: x }]
customer_fields: [{ fieldid: city, field_name: 城市, field_type: 1 }]
`;

const two = ['乙|2', '甲|1'];

onEveryDatabase('A table to import', (stores) => {
  let scene: ImportScene;
  before(async () => {
    scene = await openImportScene(await stores.open(), company);
  });

  const forms: Readonly<Record<string, string>> = {
    'separated by semicolons': 'user_nick;partnerid\n甲;1\n乙;2\n',
    'separated by tabs, with empty cells': 'userid\tuser_nick\tpartnerid\tremark\n\t甲\t1\t\n\t乙\t2\t备注\n',
    'separated by bars': 'user_nick|partnerid\n甲|1\n乙|2\n',
    'that Excel announces by sep=': 'sep=;\r\nuser_nick;partnerid\r\n甲;1\r\n乙;2\r\n',
    'with blank lines and rows of blank cells at its end': 'user_nick,partnerid\n甲,1\n\n乙,2\n,\n  ,  \n\n\n',
    'with blanks around values and names': ' user_nick , partnerid \n 甲 , "1" \n\u3000乙\u3000,2\n',
    'with more separators at the ends of rows': 'user_nick,partnerid\n甲,1,,\n乙,2,,,\n',
    'with separators within a quoted name of a column': '"partnerid",user_nick,"remark"\n1,甲,"a;b;c"\n2,乙,\n',
  };
  for (const [name, content] of Object.entries(forms)) {
    test(`${name} gives the two customers`, async () => {
      const { outcome } = await scene.importing('customers', 'form.csv', content);
      assert.deepEqual([outcome.created, outcome.refused], [2, 0]);
      assert.deepEqual(await scene.customers(), two);
    });
  }

  test('is read with the separator that is stated', async () => {
    const { outcome } = await scene.importing('customers', 'hash.csv', 'user_nick#partnerid\n甲#1\n', {
      delimiter: '#',
    });
    assert.equal(outcome.created, 1);
    assert.deepEqual(await scene.customers(), ['甲|1']);
  });

  test('keeps its separator, its sep= line and its columns in the file of refused rows, and is mended there', async () => {
    const content = 'sep=;\r\nuser_nick;partnerid;\r\n甲;1;\r\n;2;\r\n合计 2\r\n乙;3;多余\r\n';
    const { outcome } = await scene.importing('customers', 'announced.csv', content);
    assert.deepEqual([outcome.created, outcome.refused], [1, 3]);
    const refused = readFileSync(outcome.refused_file!, 'utf8');
    assert.deepEqual(refused.split('\r\n'), [
      'sep=;',
      'import_error;user_nick;partnerid;',
      'line 4: user_nick: parameter missing;;2;',
      'line 5: has 1 values for 3 columns;合计 2',
      'line 6: has a value in column 3, which has no name;乙;3;多余',
      '',
    ]);
    const asItIs = await scene.importing('customers', 'announced.refused.csv', refused);
    assert.deepEqual([asItIs.outcome.created, asItIs.outcome.refused], [0, 3]);
    // A row with too many values has them one place further to the right than before.
    assert.match(readFileSync(asItIs.outcome.refused_file!, 'utf8'), /line 5: has a value in column 4, .*;乙;3;多余/);
    const mended = refused
      .replace(';;2;', ';丙;2;')
      .replace(/line 5.*\r\n/, '')
      .replace('多余', '');
    const second = await scene.importing('customers', 'mended.csv', mended);
    assert.deepEqual([second.outcome.created, second.outcome.refused], [2, 0]);
    assert.deepEqual(await scene.customers(), ['丙|2', '乙|3', '甲|1']);
  });

  test('has its columns renamed by --map, in tables and in JSON Lines; the last equals sign counts', async () => {
    const map = ['客户=user_nick', 'a=b=partnerid', '城市=field:city', '序号='];
    const rows = '序号,客户,a=b,城市\n1,甲,1,深圳\n';
    assert.equal((await scene.importing('customers', 'map.csv', rows, { map })).outcome.created, 1);
    const city = await scene.query.selectFrom('customer').select('extras').where('id', '!=', 'u1').execute();
    assert.deepEqual(city, [{ extras: '{"city":"深圳"}' }]);
    assert.deepEqual(await scene.customers(), ['甲|1']);
    const line = '{"序号":1,"客户":"甲","a=b":"1"}\n{"客户":"乙","a=b":"2","城市":"广州"}\n';
    assert.equal((await scene.importing('customers', 'map.jsonl', line, { map })).outcome.created, 2);
    assert.deepEqual(await scene.customers(), two);
  });

  test('of JSON Lines is followed by a command that maps only the columns that the refused rows may have', async () => {
    const options = { map: ['姓名=user_nick', '编号=partnerid', '备注='] };
    const good = '{"姓名":"甲","编号":"map-1","备注":"x"}';
    const refused = await scene.importing('customers', 'part.jsonl', `${good}\n{"编号":"map-2"}\n`, options);
    assert.equal(refused.outcome.refused, 1);
    assert.match(refused.said, /run: .* --map '编号=partnerid'$/);
    const content = readFileSync(refused.outcome.refused_file!, 'utf8').replace('"map-2"', '"map-2","user_nick":"乙"');
    const mended = await scene.importing('customers', 'mended.jsonl', content, { map: ['编号=partnerid'] });
    assert.deepEqual(mended.outcome, { ...none, created: 1 });
    assert.deepEqual(await scene.customers(), ['乙|map-2', '甲|map-1']);

    const unreadable = await scene.importing('customers', 'broken.jsonl', `${good}\n{"编号"\n`, options);
    assert.match(unreadable.said, /run: .* --map '姓名=user_nick' --map '编号=partnerid' --map '备注='$/);
    await scene.customers();
  });

  test('keeps its own names of columns in the file of refused rows; the command that imports it has the map', async () => {
    const { outcome, said } = await scene.importing('customers', '客户 表.csv', '客户,编号\n,7\n', {
      map: ['客户=user_nick', '编号=partnerid'],
    });
    assert.match(readFileSync(outcome.refused_file!, 'utf8'), /^import_error,客户,编号\r\n/);
    assert.match(
      said,
      /gongdan import customers '.*客户 表\.refused\.csv' --company \S+ --map '客户=user_nick' --map /,
    );
  });

  const wrongMaps: Readonly<Record<string, [string, string[], RegExp]>> = {
    'of a column that the file does not have': ['user_nick\n甲\n', ['昵称=user_nick'], /has no column 昵称/],
    'onto a column that is also there': [
      'user_nick,昵称\n甲,乙\n',
      ['昵称=user_nick'],
      /line 1 names user_nick and 昵称, which are both imported as user_nick/,
    ],
    'of two columns onto one': [
      'a,b\n甲,乙\n',
      ['a=user_nick', 'b=user_nick'],
      /line 1 names a and b, which are both imported as user_nick/,
    ],
    'onto a column that nobody knows': [
      'a\n甲\n',
      ['a=user_nik'],
      /unknown columns user_nik for a \(line 1; did you mean --map 'a=user_nick'\?\); missing columns user_nick/,
    ],
  };
  for (const [name, [content, map, text]] of Object.entries(wrongMaps)) {
    test(`with a map ${name} is refused before a row is written`, async () => {
      await assert.rejects(scene.importing('customers', 'wrong.csv', content, { map }), { text });
      assert.deepEqual(await scene.customers(), []);
    });
  }

  test('with unknown columns is refused with the columns that were probably meant', async () => {
    const rows = '昵称,城市,user nick,电话,什么,field:城市\n甲,深圳,乙,1,2,3\n';
    const text =
      /昵称 \(line 1; did you mean --map '昵称=user_nick'\?\), 城市 .*'城市=field:city'.*'user nick=user_nick'.*什么 \(line 1\), .*'field:城市=field:city'/;
    await assert.rejects(scene.importing('customers', 'guess.csv', rows), { text });
  });
});
