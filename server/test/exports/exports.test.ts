import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type ExportRecord, exportRecord } from '@gongdan/contract';
import { Compile } from 'typebox/compile';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase, type Where } from '../databases.ts';
import { world, worldFile } from '../world.ts';

const dayMs = 24 * 3_600_000;
const record = Compile(exportRecord);

onEveryDatabase('The export of a day', (stores) => {
  let app: TestApp;
  let place: Where;
  let data: string;

  async function start(now?: number): Promise<void> {
    app = await startApp({ store: place, company: worldFile, settings: { data }, ...(now && { now }) });
  }

  before(async () => {
    place = await stores.place();
    data = 'folder' in place ? place.folder : mkdtempSync(join(tmpdir(), 'gongdan-exports-'));
    await start();
  });
  after(async () => {
    await app.close();
    rmSync(data, { recursive: true, force: true });
  });

  const ask = async (date: string) => (await app.done('export_data', { task_type: '6', date })).item;
  const download = async (date: string) => recordsIn(await (await fetch((await ask(date)).file_path)).text());
  const companyFolder = () => join(data, 'exports', world.companyId);

  test('has every member of the documented table and no other', async () => {
    const address = await app.upload('upload_file', new TextEncoder().encode('一张照片'), '门锁.jpg');
    const { item } = await app.done('save_user_ticket', { ...byCustomer, file_str: address });
    await answer(app, item.ticketid, { reply_content: '<p>您好</p>', ticket_status: '1', deal_agentid: 'liwei' });
    const [made, ...others] = await download('2026-03-02');
    assert.deepEqual(others, []);
    assert.deepEqual(record.Errors(made), []);
    const { ticketCode, dealList, updateLogList, customerId, ...rest } = made!;
    assert.match(ticketCode, /^20260302[0-9]{6}$/);
    assert.match(customerId, /^[0-9a-f]{32}$/);
    assert.deepEqual(rest, {
      companyId: world.companyId,
      ticketId: item.ticketid,
      ticketTitle: '门锁打不开',
      ticketContent: '<p>指纹不识别</p>',
      ticketStatus: 1,
      ticketLevel: 0,
      ticketFrom: 1,
      ticketTypeName: '售后维修/智能门锁/电池与供电',
      startType: 1,
      startName: 'wang@example.com',
      createTime: 1_772_424_000,
      updateTime: 1_772_424_000,
      dealGroupId: rest.dealGroupId,
      dealGroupName: rest.dealGroupName,
      dealUserId: 'liwei',
      dealUserName: 'liwei',
      hopeAcceptTime: '',
      hopeCompleteTime: '',
      nick: 'wang@example.com',
      uname: '',
      tel: '18280240680;13900000000',
      email: 'wang@example.com;w2@example.com',
      recordId: '',
      copyUser: '',
      resultList: [
        {
          fieldId: 'warranty',
          fieldType: rest.resultList[0]?.fieldType,
          fieldVariable: 'warranty',
          title: rest.resultList[0]?.title,
          value: 'in_warranty',
          text: rest.resultList[0]?.text,
        },
      ],
      fileStr: address,
    });
    assert.ok(rest.dealGroupName !== '' && rest.resultList[0]?.text !== '');
    assert.deepEqual(
      dealList.map(({ replyContent, replyType, startType, updateUserId }) => [
        replyContent,
        replyType,
        startType,
        updateUserId,
      ]),
      [['<p>您好</p>', '0', 0, 'liwei']],
    );
    assert.deepEqual(
      updateLogList.map(({ updateTitle }) => updateTitle),
      ['工单创建', '工单更新'],
    );
    assert.equal((JSON.parse(updateLogList[1]!.updateContent) as Record<string, string>).回复, '<p>您好</p>');
  });

  test('is made again for every call as long as the day is today', async () => {
    const known = (await download('2026-03-02')).length;
    await app.done('save_user_ticket', byCustomer);
    assert.equal((await download('2026-03-02')).length, known + 1);
  });

  test('shows tickets as they were at the end of a past day, whenever it is made', async () => {
    const today = await download('2026-03-02');
    app.advance(dayMs);
    await answer(app, today[0]!.ticketId, { ticket_title: '改了', reply_content: '后来的回复', ticket_status: '3' });
    assert.deepEqual(await download('2026-03-02'), today);
    rmSync(companyFolder(), { recursive: true });
    assert.deepEqual(await download('2026-03-02'), today);
    const next = await download('2026-03-03');
    assert.deepEqual(
      next.map(({ ticketId, ticketTitle, ticketStatus, dealList }) => [
        ticketId,
        ticketTitle,
        ticketStatus,
        dealList.length,
      ]),
      [[today[0]!.ticketId, '改了', 3, 2]],
    );
  });

  test('is made once for a past day, also for many calls at the same moment', async () => {
    const past = join(companyFolder(), '2026-03-02.0.jsonl.gz');
    rmSync(past);
    await Promise.all(Array.from({ length: 8 }, () => ask('2026-03-02')));
    const { ino } = statSync(past);
    const { create_time } = await ask('2026-03-02');
    app.advance(3_600_000);
    assert.equal((await ask('2026-03-02')).create_time, create_time);
    assert.equal(statSync(past).ino, ino);
  });

  test('is sent gzipped to clients that accept gzip, and unpacked to others', async () => {
    const { file_path } = await ask('2026-03-02');
    const zipped = await get(file_path, { 'accept-encoding': 'br, gzip' });
    assert.equal(zipped.headers['content-encoding'], 'gzip');
    const plain = await get(file_path, {});
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.headers['content-type'], 'application/jsonl; charset=utf-8');
    assert.deepEqual(gunzipSync(zipped.body), plain.body);
    const refusing = await get(file_path, { 'accept-encoding': 'gzip;q=0' });
    assert.deepEqual(refusing.body, plain.body);
  });

  test('has an address that needs no token, expires after a day and cannot be altered', async () => {
    const { file_path } = await ask('2026-03-02');
    const altered = [
      file_path.replace('2026-03-02.jsonl', '2026-03-03.jsonl'),
      file_path.replace(world.companyId, 'other'),
      file_path.replace(/expires=[0-9]+/, (part) => `${part}0`),
      file_path.replace(/signature=./, (part) => (part.endsWith('A') ? 'signature=B' : 'signature=A')),
      file_path.replace(/signature=.*/, ''),
      file_path.replace('2026-03-02.jsonl', '..%2f..%2fkey'),
    ];
    for (const address of altered) {
      const { status, body } = await get(address, {});
      assert.equal(status, 404, address);
      assert.equal((JSON.parse(body.toString()) as { ret_code: string }).ret_code, '400014');
    }
    app.advance(dayMs - 1000);
    assert.equal((await get(file_path, {})).status, 200);
    app.advance(1000);
    assert.equal((await get(file_path, {})).status, 404);
  });

  test('loses its file at once when a reply is erased, and is made again without the reply', async () => {
    const secret = '身份证 110101199003070134';
    const { item } = await app.done('save_user_ticket', byCustomer);
    await answer(app, item.ticketid, { reply_content: secret });
    const day = textOf(app.now());
    app.advance(dayMs);
    await answer(app, item.ticketid, { ticket_title: '第二天' });
    app.advance(dayMs);
    const before = await download(day);
    const next = textOf(app.now() - dayMs);
    const { file_path } = await ask(next);
    assert.match((await get(file_path, {})).body.toString(), new RegExp(secret));
    assert.ok(everything(companyFolder()).includes(secret));

    const { item: detail } = await app.done('get_ticket_by_id', { ticketid: item.ticketid });
    await app.done('del_reply_infos', { ticketid: item.ticketid, replyid: detail.deal_list[0]!.replyid });
    assert.ok(!everything(companyFolder()).includes(secret));
    assert.ok(!(await get(file_path, {})).body.toString().includes(secret), 'an address given out before');
    const after = await download(day);
    assert.ok(!JSON.stringify(after).includes(secret));
    assert.deepEqual(
      after.map(({ ticketId }) => ticketId),
      before.map(({ ticketId }) => ticketId),
    );
    const erased = after.find(({ ticketId }) => ticketId === item.ticketid)!;
    assert.deepEqual([erased.dealList, erased.updateLogList.length], [[], 2]);
  });

  test('is cleaned up by a start: half-written files and files older than ninety days go', async () => {
    const old = textOf(app.now() - dayMs);
    await ask(old);
    const now = app.now();
    await app.server.close();
    const making = join(data, 'exports', '.making');
    mkdirSync(making, { recursive: true });
    writeFileSync(join(making, 'half'), 'half a file');
    await start(now + 89 * dayMs);
    assert.deepEqual(readdirSync(making), []);
    assert.ok(readdirSync(companyFolder()).some((name) => name.startsWith(old)));
    await app.server.close();
    await start(now + 91 * dayMs);
    assert.deepEqual(readdirSync(companyFolder()), []);
  });

  test('is refused for a future day, an impossible day and another kind of data', async () => {
    const date = textOf(app.now());
    await app.refused('export_data', { task_type: '6', date: textOf(app.now() + dayMs) }, '400005');
    await app.refused('export_data', { task_type: '6', date: '2026-02-30' }, '400005');
    await app.refused('export_data', { task_type: '6', date: '2026-3-1' }, '400005');
    await app.refused('export_data', { task_type: '5', date }, '400014');
    await app.refused('export_data', { date }, '400004');
    await app.refused('export_data', { task_type: '6' }, '400004');
  });
});

const byCustomer = {
  companyid: world.companyId,
  ticket_title: '门锁打不开',
  ticket_content: '<p>指纹不识别</p>',
  user_emails: 'wang@example.com; w2@example.com',
  user_tels: '18280240680，13900000000',
  ticket_typeid: 'repair_lock_battery',
  ticket_from: '1',
  extend_fields: [{ fieldid: 'warranty', field_value: 'in_warranty' }],
};

async function answer(app: TestApp, ticketid: string, input: Readonly<Record<string, string>>): Promise<void> {
  const { item } = await app.done('get_ticket_by_id', { ticketid });
  await app.done('save_ticket_reply', {
    ticketid,
    ticket_title: item.ticket_title,
    ticket_content: item.ticket_content,
    get_ticket_datetime: item.update_datetime,
    reply_type: '0',
    reply_agentid: 'liwei',
    reply_agent_name: 'liwei',
    ticket_status: item.ticket_status,
    ticket_level: item.ticket_level,
    ...input,
  });
}

/** The day in Shanghai. A third of a day is the eight hours by which Shanghai is ahead of UTC. */
function textOf(at: number): string {
  return new Date(at + dayMs / 3).toISOString().slice(0, 10);
}

function recordsIn(text: string): ExportRecord[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as ExportRecord);
}

/** Reads the address. Unlike `fetch` this sends no Accept-Encoding of its own, and does not unpack the body. */
function get(address: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ status: number; headers: Readonly<Record<string, unknown>>; body: Buffer }>(
    (resolve, reject) => {
      const sent = request(address, { headers, agent: false }, async (response) => {
        const parts = await response.toArray();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts as Buffer[]),
        });
      });
      sent.on('error', reject).end();
    },
  );
}

function everything(folder: string): string {
  return readdirSync(folder)
    .map((name) => gunzipSync(readFileSync(join(folder, name))).toString())
    .join('\n');
}
