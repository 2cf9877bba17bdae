import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import type { FieldValues } from '../../../src/catalog/catalog.ts';
import { sourceNames } from '../../../src/import/source-names.ts';
import { companyId } from '../../company-file/installation.ts';
import { onEveryDatabase } from '../../databases.ts';
import { type ImportScene, openImportScene } from './import-scene.ts';

const company = `
company: { companyid: ${companyId}, name: Acme, timezone: Asia/Shanghai }
groups: [{ groupid: g1, group_name: 售前组 }, { groupid: g2, group_name: 售后组 }, { groupid: g3, group_name: 售后组 }]
agents:
  - { agentid: a1, agent_name: 王明, agent_nick: 小明, agent_email: ming@example.com, groups: [g1] }
  - { agentid: a2, agent_name: 李雷, groups: [g2] }
fields:
  - { fieldid: size, field_name: 尺码, field_type: 6, options: [{ data_name: 大, data_value: L }, { data_name: 小, data_value: S }, { data_name: L, data_value: XL }] }
  - { fieldid: tags, field_name: 标签, field_type: 7, options: [{ data_name: 急, data_value: "1" }, { data_name: "退,换", data_value: "2" }, { data_name: 赠品, data_value: "3" }] }
  - { fieldid: pay, field_name: 支付, field_type: 8, options: [{ data_name: 微信, data_value: wx }, { data_name: 微信, data_value: wx2 }] }
  - { fieldid: why, field_name: 原因, field_type: 9, options: [{ data_name: 质量, data_value: q, options: [{ data_name: 破损, data_value: q1 }, { data_name: 其他, data_value: q2 }] }, { data_name: 物流, data_value: w, options: [{ data_name: 其他, data_value: w2 }] }] }
  - { fieldid: born, field_name: 生日, field_type: 3 }
  - { fieldid: at, field_name: 时刻, field_type: 4 }
  - { fieldid: sum, field_name: 金额, field_type: 5 }
  - { fieldid: place, field_name: 地区, field_type: 11 }
  - { fieldid: due, field_name: 截止, field_type: 12 }
templates: [{ templateid: t1, template_name: 默认, fields: [size, tags, pay, why, born, at, sum, place, due] }]
categories:
  - { typeid: "1", type_name: 售后, templateid: t1, categories: [{ typeid: "11", type_name: 退款 }, { typeid: "12", type_name: 其他 }] }
  - { typeid: "2", type_name: 售前, templateid: t1, categories: [{ typeid: "21", type_name: 其他 }] }
statuses: [{ status_code: 10, status_name: 待备件, status_type: 4 }]
customers: [{ userid: u1, user_nick: x }]
customer_fields: [{ fieldid: level, field_name: 等级, field_type: 6, options: [{ data_name: 金牌, data_value: gold }] }, { fieldid: since, field_name: 入会, field_type: 3 }]
`;

const plain = { ticket_title: 't', ticket_typeid: '11', ticket_from: '1', userid: 'u1' };

onEveryDatabase('Cells that people wrote', (stores) => {
  let scene: ImportScene;
  let count = 0;
  before(async () => {
    scene = await openImportScene(await stores.open(), company);
  });

  /** Imports a row and returns the ticket, or the reason why it was refused. */
  async function imported(cells: Readonly<Record<string, unknown>>) {
    count += 1;
    const title = `行 ${count}`;
    const line = JSON.stringify({ ...plain, ...cells, ticket_title: title });
    const { outcome } = await scene.importing('tickets', `row-${count}.jsonl`, line);
    if (outcome.refused > 0) {
      const { import_error } = JSON.parse(readFileSync(outcome.refused_file!, 'utf8')) as { import_error: string };
      return import_error;
    }
    return scene.query.selectFrom('ticket').selectAll().where('title', '=', title).executeTakeFirstOrThrow();
  }

  const columns: readonly [string, string, string | number][] = [
    ['ticket_typeid', '售后/退款', '11'],
    ['ticket_typeid', '售后 > 退款', '11'],
    ['ticket_typeid', '退款', '11'],
    ['ticket_status', '待备件', 10],
    ['ticket_status', '已关闭', 99],
    ['ticket_level', '紧急', 3],
    ['ticket_from', '邮件', 12],
    ['ticket_from', '77', 77],
    ['deal_groupid', '售前组', 'g1'],
    ['deal_agentid', '王明', 'a1'],
    ['deal_agentid', '小明', 'a1'],
    ['deal_agentid', 'ming@example.com', 'a1'],
    ['create_agentid', '李雷', 'a2'],
    ['create_datetime', '2026/1/5 9:03', Date.parse('2026-01-05T09:03:00+08:00')],
    ['create_datetime', '46027.5', Date.parse('2026-01-05T12:00:00+08:00')],
    ['create_datetime', '2026-01-05T01:03:00Z', Date.parse('2026-01-05T09:03:00+08:00')],
  ];
  const stored: Readonly<Record<string, string>> = {
    ticket_typeid: 'category_id',
    ticket_status: 'status',
    ticket_level: 'level',
    ticket_from: 'source',
    deal_groupid: 'group_id',
    deal_agentid: 'agent_id',
    create_agentid: 'starter_id',
    create_datetime: 'created_at',
  };
  for (const [column, cell, value] of columns) {
    test(`in ${column}: ${cell} is ${value}`, async () => {
      const row = (await imported({ [column]: cell })) as unknown as Record<string, unknown>;
      assert.equal(row[stored[column]!], value);
    });
  }

  const refused: readonly [string, string, string][] = [
    ['ticket_typeid', '其他', 'ticket_typeid: is the name of several, give the id of one (12 售后/其他, 21 售前/其他)'],
    ['ticket_typeid', '售后', 'ticket_typeid: the category has others below it'],
    ['ticket_typeid', '没有', 'ticket_typeid: no such category'],
    [
      'ticket_status',
      '没有',
      'ticket_status: no status has the name 没有; the names are 尚未受理, 受理中, 待客服回复, 已解决, 待备件, 已删除, 已关闭',
    ],
    ['ticket_level', '没有', 'ticket_level: no level has the name 没有; the names are 低, 中, 高, 紧急'],
    [
      'ticket_from',
      '传真',
      `ticket_from: no source has the name 传真; the names are ${[...sourceNames.values()].join(', ')}`,
    ],
    ['deal_groupid', '售后组', 'deal_groupid: is the name of several, give the id of one (g2, g3)'],
    ['deal_agentid', '没有', 'deal_agentid: no such agent'],
    ['recordid', '1.38E+10', 'recordid: 1.38E+10 was shortened by a spreadsheet'],
    ['create_datetime', '2026/2/30', 'create_datetime: 2026/2/30 does not exist'],
    ['update_datetime', '昨天', 'update_datetime: expected yyyy-MM-dd HH:mm:ss'],
    ['field:pay', '微信', 'extend_fields: pay 支付: is the name of several, give the id of one (wx, wx2)'],
    [
      'field:why',
      '其他',
      'extend_fields: why 原因: is the name of several, give the id of one (q2 质量/其他, w2 物流/其他)',
    ],
    ['field:size', '没有', 'extend_fields: size 尺码: no option 没有'],
    ['field:born', '2026/2/29', 'extend_fields: born 生日: 2026/2/29 does not exist'],
  ];
  for (const [column, cell, reason] of refused) {
    test(`in ${column}: ${cell} is refused`, async () => {
      assert.equal(await imported({ [column]: cell }), `line 1: ${reason}`);
    });
  }

  const fields: readonly [string, string, string][] = [
    ['size', '大', 'L'],
    // A value wins over a name.
    ['size', 'L', 'L'],
    ['tags', '急,赠品', '1,3'],
    ['tags', '急、2', '1,2'],
    ['tags', '退,换', '2'],
    ['tags', '1;3', '1,3'],
    ['pay', 'wx2', 'wx2'],
    ['why', '质量/破损', 'q1'],
    ['why', '质量 > 其他', 'q2'],
    ['why', '质量,其他', 'q2'],
    ['why', '破损', 'q1'],
    ['born', '1990年1月5日', '1990-01-05'],
    ['born', '32878', '1990-01-05'],
    ['at', '下午3:05', '15:05'],
    ['at', '0.5', '12:00'],
    ['sum', '1,234.50', '1234.50'],
    ['sum', '１２', '12'],
    ['place', '广东省/深圳市', '44,4403'],
    ['due', '2026/1/5 9:03', '2026-01-05 09:03:00'],
    ['due', '2026/1/5', '2026-01-05 00:00:00'],
  ];
  for (const [field, cell, value] of fields) {
    test(`in a field of ${field}: ${cell} is ${value}`, async () => {
      const row = await imported({ [`field:${field}`]: cell });
      assert.equal(typeof row === 'string' ? row : (JSON.parse(row.fields) as FieldValues)[field]?.value, value);
    });
  }

  test('in extend_fields are read the same way', async () => {
    const row = await imported({ extend_fields: [{ fieldid: 'size', field_value: '小' }] });
    assert.equal(typeof row === 'string' ? row : (JSON.parse(row.fields) as FieldValues).size?.value, 'S');
  });

  test("in a customer's fields and time of creation are read, too", async () => {
    const rows = 'user_nick,userid,create_datetime,field:level,field:since\n甲,k1,2020/2/3,金牌,2020年2月3日\n';
    const { outcome } = await scene.importing('customers', 'people.csv', rows);
    assert.equal(outcome.created, 1);
    const row = await scene.query.selectFrom('customer').selectAll().where('id', '=', 'k1').executeTakeFirstOrThrow();
    assert.deepEqual(JSON.parse(row.extras), { level: 'gold', since: '2020-02-03' });
    assert.equal(row.created_at, Date.parse('2020-02-03T00:00:00+08:00'));
  });
});
