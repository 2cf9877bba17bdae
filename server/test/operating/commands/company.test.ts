import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { gongdan } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-company-'));
after(() => rmSync(folder, { recursive: true }));

const company = { companyid: 'acme', name: 'Acme' };
const apps = [{ appid: 'one', app_key: 'hunter2' }];

function write(name: string, file: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(file, null, 1));
  return path;
}

describe('gongdan init', () => {
  for (const [language, name, comment] of [
    ['en_GB.UTF-8', 'My Company', /# Where messages about tickets are sent/],
    ['zh_CN.UTF-8', '我的企业', /# 工单消息发送到哪里/],
  ] as const) {
    test(`writes a file with comments in the language of ${language}, which can be applied as it is`, async () => {
      const path = join(folder, `${language}.yaml`);
      const written = await gongdan(['init', path], { LC_ALL: language });
      assert.equal(written.code, 0, written.error);
      const { companyid, schema } = JSON.parse(written.out) as { companyid: string; schema: string };
      assert.match(companyid, /^[0-9a-f]{32}$/);
      const text = readFileSync(path, 'utf8');
      assert.match(text, comment);
      assert.equal(text.split('\n', 1)[0], `# yaml-language-server: $schema=./${language}.schema.json`);
      const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(schema, 'utf8')));
      assert.ok(validate(parse(text)), JSON.stringify(validate.errors));
      const applied = await gongdan(['apply', path, '--data', join(folder, language)]);
      assert.equal(applied.code, 0, applied.error);
      assert.doesNotMatch(applied.error, /warning/);
      const shown = await gongdan(['show', companyid, '--data', join(folder, language)]);
      assert.equal((parse(shown.out) as { company: { name: string } }).company.name, name);
      const again = await gongdan(['apply', path, '--dry-run', '--data', join(folder, language)]);
      assert.deepEqual((JSON.parse(again.out) as { changes: object[] }).changes, []);
    });
  }

  test('makes another id, key and secret each time', async () => {
    const texts = [];
    for (const name of ['one.yaml', 'two.yaml']) {
      await gongdan(['init', join(folder, name)]);
      texts.push(readFileSync(join(folder, name), 'utf8').match(/[0-9a-f]{32}|whsec_\S+/g)!);
    }
    assert.equal(new Set(texts.flat()).size, 6);
  });

  test('never overwrites a company file, nor a schema that is none of ours', async () => {
    const path = write('mine.yaml', { company });
    const before = readFileSync(path, 'utf8');
    const { code, error } = await gongdan(['init', path]);
    assert.equal(code, 1);
    assert.match(error, /mine\.yaml exists and is not overwritten/);
    assert.equal(readFileSync(path, 'utf8'), before);
    write('other.schema.json', {});
    assert.equal((await gongdan(['init', join(folder, 'other.yaml')])).code, 1);
    assert.ok(!existsSync(join(folder, 'other.yaml')));
  });
});

describe('gongdan apply', () => {
  test('--dry-run shows the old and the new value of each key, with stars for secrets', async () => {
    const data = join(folder, 'dry');
    const push = { pushid: 'w1', url: 'https://receiver.example/?token=s3cret', secret: `whsec_${'A'.repeat(43)}=` };
    const groups = [{ groupid: 'g1', group_name: 'one' }];
    await gongdan(['apply', write('a.json', { company, apps, groups, pushes: [push] }), '--data', data]);
    const next = write('b.json', {
      company: { ...company, name: 'Acme 2' },
      apps: [{ appid: 'one', app_key: 'hunter3' }],
      groups: [{ groupid: 'g1', group_name: 'uno' }],
      agents: [{ agentid: 'a1', agent_name: 'ming', password: 'harbour-lantern-27' }],
      pushes: [{ ...push, url: 'https://receiver.example/?token=0ther' }],
    });
    const { code, out, error } = await gongdan(['apply', next, '--dry-run', '--data', data]);
    assert.equal(code, 0, error);
    assert.deepEqual(JSON.parse(out), {
      ...{ create: 1, update: 4, remove: 0 },
      changes: [
        {
          change: 'update',
          section: 'company',
          id: 'acme',
          keys: ['name'],
          from: { name: 'Acme' },
          to: { name: 'Acme 2' },
        },
        {
          change: 'update',
          section: 'apps',
          id: 'one',
          keys: ['app_key'],
          from: { app_key: '***' },
          to: { app_key: '***' },
        },
        {
          ...{ change: 'update', section: 'groups', id: 'g1', keys: ['group_name'] },
          ...{ from: { group_name: 'one' }, to: { group_name: 'uno' } },
        },
        { change: 'create', section: 'agents', id: 'a1', to: { agentid: 'a1', agent_name: 'ming', password: '***' } },
        {
          ...{ change: 'update', section: 'pushes', id: 'w1', keys: ['url'] },
          from: { url: 'https://receiver.example/?token=***' },
          to: { url: 'https://receiver.example/?token=***' },
        },
      ],
    });
    assert.doesNotMatch(out + error, /s3cret|0ther|hunter|lantern|AAAA/);
  });

  test('--prune removes nothing without a terminal and --yes, and lists what it would remove', async () => {
    const data = join(folder, 'prune');
    const groups = [
      { groupid: 'g1', group_name: '售后组' },
      { groupid: 'g2', group_name: 'kept' },
    ];
    const field = { fieldid: 'f1', field_name: 'x', field_type: 6 };
    const options = [
      { data_name: '红', data_value: 'red' },
      { data_name: 'Blue', data_value: 'blue' },
    ];
    await gongdan([
      'apply',
      write('c.json', { company, apps, groups, fields: [{ ...field, options }] }),
      '--data',
      data,
    ]);
    const fewer = write('d.json', {
      company,
      apps,
      groups: [groups[1]],
      fields: [{ ...field, options: [options[1]] }],
    });
    const refused = await gongdan(['apply', fewer, '--prune', '--data', data]);
    assert.deepEqual({ code: refused.code, out: refused.out }, { code: 2, out: '' });
    assert.match(refused.error, /^- groups g1 售后组\n- fields\.options f1\/red 红\n.*Remove these 2\?.*--yes/m);
    const before = parse((await gongdan(['show', 'acme', '--data', data])).out) as { groups: object[] };
    assert.deepEqual(before.groups, groups);
    const done = await gongdan(['apply', fewer, '--prune', '--yes', '--data', data]);
    assert.equal(done.code, 0, done.error);
    assert.match(done.error, /1 removed/);
    const after = parse((await gongdan(['show', 'acme', '--data', data])).out) as {
      groups: object[];
      fields: [{ options: object[] }];
    };
    assert.deepEqual([after.groups, after.fields[0].options], [[groups[1]], [options[1]]]);
    // Nothing is left to remove, so nothing is asked.
    assert.equal((await gongdan(['apply', fewer, '--prune', '--data', data])).code, 0);
  });

  test('warns about an endpoint without a secret, with its line, in the language of the user', async () => {
    const file = write('e.json', { company, pushes: [{ pushid: 'w1', url: 'https://receiver.example/' }] });
    for (const dry of [['--dry-run'], []]) {
      const { code, error } = await gongdan(['apply', file, ...dry, '--data', join(folder, 'unsigned')]);
      assert.equal(code, 0, error);
      assert.match(error, /^warning: e\.json:7: pushes\[0\]: There is no secret/m);
    }
    const chinese = await gongdan(['apply', file, '--data', join(folder, 'unsigned')], { LC_ALL: 'zh_CN.UTF-8' });
    assert.match(chinese.error, /^警告：e\.json:7: pushes\[0\]: 没有 secret/m);
  });

  test('names faults in the language of the user', async () => {
    const file = write('f.json', { company, groups: [{ groupid: 'g1', group_nmae: 'x' }] });
    const { code, error } = await gongdan(['apply', file, '--data', folder], { LC_ALL: 'zh_CN.UTF-8' });
    assert.equal(code, 1);
    assert.match(error, /f\.json:\d+: groups\[0\]\.group_nmae: 没有这个键；是不是 group_name？/);
  });
});

describe('gongdan companies', () => {
  test('lists the companies with their apps, agents and tickets, one JSON object a line', async () => {
    const data = join(folder, 'companies');
    const agents = [{ agentid: 'a1', agent_name: 'ming' }];
    await gongdan(['apply', write('g.json', { company, apps, agents }), '--data', data]);
    await gongdan(['apply', write('h.json', { company: { companyid: 'other', name: '华星' } }), '--data', data]);
    const { out } = await gongdan(['companies', '--data', data]);
    assert.deepEqual(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
      [
        { companyid: 'acme', name: 'Acme', apps: 1, agents: 1, tickets: 0 },
        { companyid: 'other', name: '华星', apps: 1, agents: 0, tickets: 0 },
      ],
    );
  });
});

test('gongdan show prints YAML, and JSON with --json', async () => {
  const data = join(folder, 'show');
  await gongdan(['apply', write('i.json', { company, apps }), '--data', data]);
  const yaml = await gongdan(['show', 'acme', '--data', data]);
  const json = await gongdan(['show', 'acme', '--json', '--data', data]);
  assert.match(yaml.out, /^company:\n/);
  assert.deepEqual(JSON.parse(json.out), parse(yaml.out));
});
