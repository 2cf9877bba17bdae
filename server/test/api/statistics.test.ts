import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';

const today = { start_datetime: '2026-03-02 00:00:00', end_datetime: '2026-03-02 23:59:59' };
const minute = 60_000;

onEveryDatabase('Statistics through the API', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
  });
  after(() => app.close());

  async function create(input: Readonly<Record<string, string>> = {}): Promise<string> {
    const { item } = await app.done('save_agent_ticket', {
      companyid: world.companyId,
      ticket_title: '来电咨询',
      ticket_content: '客户来电',
      ticket_typeid: 'product_question',
      ticket_from: '8',
      create_agentid: 'wangfang',
      create_agent_name: 'wangfang',
      ticket_status: '0',
      ticket_level: '2',
      ...input,
    });
    return item.ticketid;
  }

  async function answer(ticketid: string, agent: string, input: Readonly<Record<string, string>> = {}) {
    const { item } = await app.done('get_ticket_by_id', { ticketid });
    await app.done('save_ticket_reply', {
      ticketid,
      ticket_title: item.ticket_title,
      ticket_content: item.ticket_content,
      get_ticket_datetime: item.update_datetime,
      reply_type: '0',
      reply_agentid: agent,
      reply_agent_name: agent,
      ticket_status: item.ticket_status,
      ticket_level: item.ticket_level,
      ...input,
    });
  }

  const counts = async () => (await app.done('get_ticket_data', today)).item;
  const work = async (agent: string) =>
    (await app.done('query_agent_jobs', today)).items.find(({ agentid }) => agentid === agent);

  test('are all zero for a company without tickets', async () => {
    assert.deepEqual(await counts(), {
      unassigned_ticket_num: '0',
      unsolved_ticket_num: '0',
      avg_first_response_time: '00:00:00',
      avg_first_solved_time: '00:00:00',
    });
    const { items } = await app.done('query_agent_jobs', today);
    assert.ok(items.length > 1);
    assert.ok(
      items.every((row) => row.deal_ticket_num === '0' && row.ticket_end_rate === '0' && row.reply_num === '0'),
    );
  });

  test('count unsolved and unassigned tickets, and give mean times of more than a day in hours', async () => {
    const first = await create();
    const second = await create();
    await create();
    const deleted = await create();
    app.advance(30 * minute);
    await answer(first, 'liwei', { reply_content: '您好' });
    app.advance(30 * 60 * minute);
    await answer(second, 'liwei', { reply_content: '已处理', ticket_status: '3' });
    await answer(deleted, 'liwei', { ticket_status: '98' });
    assert.deepEqual(await counts(), {
      unassigned_ticket_num: '2',
      unsolved_ticket_num: '2',
      avg_first_response_time: '15:30:00',
      avg_first_solved_time: '30:30:00',
    });
  });

  test('count the tickets and replies of an agent, and give the rate to two decimals', async () => {
    // The second answer and the deletion happened on the day after, which is outside the range of `today`.
    assert.deepEqual(await work('liwei'), {
      agentid: 'liwei',
      agent_name: (await work('liwei'))?.agent_name,
      deal_ticket_num: '1',
      ticket_end_rate: '0',
      reply_num: '1',
    });
    const range = { start_datetime: '2026-03-02 00:00:00', end_datetime: '2026-03-03 23:59:59' };
    const third = await create();
    await answer(third, 'liwei', { ticket_title: '改了标题' });
    const { items } = await app.done('query_agent_jobs', range);
    const row = items.find(({ agentid }) => agentid === 'liwei');
    assert.deepEqual([row?.deal_ticket_num, row?.ticket_end_rate, row?.reply_num], ['3', '33.33', '2']);
  });

  test('do not count erased replies', async () => {
    const ticketid = await create();
    await answer(ticketid, 'zhangqiang', { reply_content: '写错了' });
    const range = { start_datetime: '2026-03-03 00:00:00', end_datetime: '2026-03-03 23:59:59' };
    const replies = async () =>
      (await app.done('query_agent_jobs', range)).items.find(({ agentid }) => agentid === 'zhangqiang')?.reply_num;
    assert.equal(await replies(), '1');
    const { item } = await app.done('get_ticket_by_id', { ticketid });
    await app.done('del_reply_infos', { ticketid, replyid: item.deal_list[0]!.replyid });
    assert.equal(await replies(), '0');
  });

  for (const name of ['get_ticket_data', 'query_agent_jobs'] as const) {
    test(`${name} is refused when an end of the range is missing or malformed, or when the range is reversed`, async () => {
      await app.refused(name, {}, '400015');
      await app.refused(name, { end_datetime: today.end_datetime }, '400015');
      await app.refused(name, { start_datetime: today.start_datetime }, '400004');
      await app.refused(name, { ...today, start_datetime: '2026-03-02' }, '400005');
      await app.refused(name, { ...today, end_datetime: '2026-02-30 00:00:00' }, '400005');
      await app.refused(name, { start_datetime: today.end_datetime, end_datetime: today.start_datetime }, '400057');
      await app.done(name, { start_datetime: '1970-01-01 00:00:00', end_datetime: '9999-12-31 23:59:59' });
    });
  }
});
