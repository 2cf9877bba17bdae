import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { onEveryDatabase } from '../databases.ts';
import { ask, type RawRequest } from '../http/wire.ts';
import { world } from '../world.ts';
import { agentReply, agentTicket, customerTicket, openTicket, type Scene, startScene } from './scene.ts';

const ws = '/api/ws/5/ticket';
const json = { 'content-type': 'application/json' };

/** Requests in the forms in which programs written for the original service send them. */
onEveryDatabase('clients of the original service', (stores) => {
  let scene: Scene;
  let token: string;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
    token = await scene.app.token();
  });
  after(() => scene.app.close());

  async function send(request: RawRequest) {
    const { status, body } = await ask(scene.app.url, { ...request, headers: { token, ...request.headers } });
    assert.equal(status, 200);
    return body() as { ret_code: unknown; ret_msg: unknown; item?: Record<string, unknown>; items?: unknown };
  }

  async function succeed(request: RawRequest) {
    const body = await send(request);
    assert.deepEqual([body.ret_code, body.ret_msg], ['000000', '操作成功']);
    return body;
  }

  const post = (path: string, parameters: object, headers: Readonly<Record<string, string>> = json) =>
    succeed({ method: 'POST', path, headers, body: JSON.stringify(parameters) });
  const detail = async (ticketid: string) => (await scene.app.done('get_ticket_by_id', { ticketid })).item;

  describe('one in Go, which decodes strictly', () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };

    test('sends a JSON content type with GETs that have neither query nor body', async () => {
      const request = { path: `${ws}/query_tickets`, headers };
      assert.equal((await send(request)).ret_code, '400001');
      assert.ok(Array.isArray((await succeed({ path: `${ws}/query_ticket_status_infos`, headers })).items));
      const zones = await succeed({ path: `${ws}/get_timezone`, headers });
      assert.ok(Array.isArray(zones.item));
    });

    test('names tickets ticket_id, and sends everything as JSON', async () => {
      const ticket_id = await openTicket(scene.app);
      await post(`${ws}/reminder`, { ticket_id, reminder_agentid: 'wangfang', reminder_remark: '急' }, headers);
      await post(`${ws}/update_ticket_user`, { ticket_id, user_id: 'hanmeimei' }, headers);
      await scene.app.done('save_user_reply', { ticketid: ticket_id, reply_content: '错' });
      const { deal_list, reminder_count, userid } = await detail(ticket_id);
      assert.deepEqual([reminder_count, userid], [1, 'hanmeimei']);
      const erasing = { ticket_id, replyid: deal_list[0]!.replyid, agentid: 'wangfang' };
      await post(`${ws}/del_reply_infos`, erasing, headers);
    });

    test('sends one e-mail as user_email, and a score as text', async () => {
      const { item } = await post(`${ws}/save_user_ticket`, { ...customerTicket, userid: '', user_email: 'go@x.cn' });
      assert.equal((await detail(String(item?.ticketid))).user_emails, 'go@x.cn');
      const ticketId = await openTicket(scene.app, { ticket_status: '3' });
      await post(`${ws}/add_ticket_evaluation`, { ticketId, companyId: world.companyId, score: '5' }, headers);
      assert.equal((await detail(ticketId)).score, 5);
    });

    test('takes the counts of pages as integers and codes as text', async () => {
      const query = 'create_start_datetime=2026-03-01+00:00:00&create_end_datetime=2026-03-31+00:00:00';
      const { items, ...paging } = await succeed({ path: `${ws}/query_tickets?${query}` });
      const { page_no, page_size, page_count, total_count } = paging as unknown as Record<string, number>;
      for (const count of [page_no, page_size, page_count, total_count]) assert.ok(Number.isInteger(count));
      for (const row of items as Record<string, unknown>[]) {
        for (const key of ['ticket_from', 'ticket_level', 'ticket_status']) assert.equal(typeof row[key], 'string');
      }
    });

    test('switches the template by a reply', async () => {
      const ticketid = await openTicket(scene.app);
      await post(`${ws}/save_ticket_reply`, { ...agentReply(ticketid), templateid: 'general' }, headers);
      assert.equal((await detail(ticketid)).templateid, 'general');
    });
  });

  describe('one in Java, which signs in for each call', () => {
    test('reads the lifetime of a token from text, and its former tokens stay valid', async () => {
      const seconds = String(scene.app.now() / 1000);
      const sign = createHash('md5')
        .update(world.appId + seconds + world.appKey)
        .digest('hex');
      const path = `/api/get_token?appid=${world.appId}&create_time=${seconds}&sign=${sign}`;
      const first = (await succeed({ path })).item!;
      await succeed({ path });
      assert.equal(first.expires_in, '86400');
      await succeed({ path: `${ws}/get_data_dict`, headers: { token: String(first.token) } });
    });

    test('builds its queries by hand, with blanks as %20', async () => {
      const range = 'create_start_datetime=2026-03-01%2000:00:00&create_end_datetime=2026-03-31%2000:00:00';
      const { items } = await succeed({ path: `${ws}/query_tickets?${range}&page_no=1&page_size=50` });
      assert.ok((items as unknown[]).length > 0);
    });

    test('sends null for fields that it does not fill, and dates with a time for plain dates', async () => {
      const fields = [
        { fieldid: 'warranty', field_value: 'in_warranty' },
        { fieldid: 'fault_description', field_value: null },
        { fieldid: 'purchase_date', field_value: '2026-01-02 00:00:00' },
      ];
      const { item } = await post(`${ws}/save_user_ticket`, { ...customerTicket, extend_fields: fields });
      const { extend_fields_list } = await detail(String(item?.ticketid));
      assert.deepEqual(
        extend_fields_list.map(({ fieldid, field_value }) => [fieldid, field_value]),
        [
          ['purchase_date', '2026-01-02'],
          ['warranty', 'in_warranty'],
        ],
      );
    });
  });

  describe('one in Java, whose serialiser leaves nulls out', () => {
    test('opens a ticket with a field that has no value', async () => {
      const extend_fields = [{ fieldid: 'warranty', field_value: 'in_warranty' }, { fieldid: 'purchase_date' }];
      const { item } = await post(`${ws}/save_user_ticket`, { ...customerTicket, extend_fields });
      const { extend_fields_list } = await detail(String(item?.ticketid));
      assert.deepEqual(
        extend_fields_list.map(({ fieldid }) => fieldid),
        ['warranty'],
      );
    });

    test('saves a customer whose field has no value', async () => {
      const customer = { user_nick: '无值', extend_field_params: [{ fieldid: 'birthday' }] };
      const { item } = await post('/api/crm/5/user/save_user', customer);
      const found = (await scene.app.done('get_user_by_id', { userid: String(item?.userid) })).item;
      assert.deepEqual(found.extend_field_values, []);
    });
  });

  describe('one in PHP, which throws at any status but 200', () => {
    test('writes paths with two slashes', async () => {
      await succeed({ path: `/${ws}/get_data_dict` });
      await succeed({ path: '//api/basic/5/agent/query_agents?page_no=1&page_size=20' });
    });

    test('asks for groups under either path', async () => {
      const paths = ['/api/basic/5/agent/query_groups', '//api/basic/5/group/query_groups?page_no=1'];
      const [one, other] = await Promise.all(paths.map(async (path) => (await succeed({ path })).items as unknown[]));
      assert.ok(one!.length > 0);
      assert.deepEqual(one, other);
    });

    test('reads the envelopes of customers and agents', async () => {
      for (const name of ['query_enterprises', 'query_user_extend_fields', 'query_user_fixed_extend_fields']) {
        await succeed({ path: `//api/crm/5/user/${name}` });
      }
      await succeed({ path: '//api/crm/5/user/query_user_extend_field_values?userid=wangxun' });
      const { items } = await succeed({ path: '//api/basic/5/agent/query_agent_roles' });
      assert.equal((items as unknown[]).length, 3);
      assert.deepEqual((await succeed({ path: '//api/basic/5/agent/query_departments' })).items, []);
    });

    test('saves the same customer repeatedly and gets the existing one', async () => {
      const customer = { user_nick: '李雷', partnerid: 'php-1', user_tels: '13700000001', user_level: 0, remark: null };
      const path = '//api/crm/5/user/save_user';
      const first = (await post(path, customer)).item;
      assert.deepEqual((await post(path, { ...customer, user_nick: '李雷雷' })).item, first);
      const found = (await succeed({ path: '//api/crm/5/user/get_user_by_tel?user_tels=13700000001' })).item;
      assert.deepEqual([found?.userid, found?.user_nick, found?.user_level], [first?.userid, '李雷', '0']);
    });

    test('gets 900002 for a token that has expired, by which it knows that it needs a new one', async () => {
      const answer = await send({ path: `${ws}/get_data_dict`, headers: { token: '0'.repeat(32) } });
      assert.deepEqual(Object.keys(answer), ['ret_code', 'ret_msg']);
      assert.equal(answer.ret_code, '900002');
    });

    test('sends JSON under a multipart content type when it uploads', async () => {
      const headers = { 'content-type': 'multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW' };
      const body = JSON.stringify({ file: '/tmp/a.jpg', file_num_key: '1' });
      for (const name of ['upload_file', 'user_upload_file']) {
        assert.equal((await send({ method: 'POST', path: `${ws}/${name}`, headers, body })).ret_code, '400004');
      }
    });

    test('exports a day by POST with JSON', async () => {
      const { item } = await post('/api/wb/5/data/export_data', { task_type: 6, date: '2026-03-02' });
      assert.match(String(item?.file_path), /^http/);
    });
  });

  describe('a ticket hub in Python, in production', () => {
    test('sends everything as text, empty files too, and "now" as the moment it read the ticket', async () => {
      const ticketid = await openTicket(scene.app);
      const reply = { ...agentReply(ticketid), ticket_status: '3', reply_file_str: '', deal_groupid: '' };
      await post(`${ws}/save_ticket_reply`, { ...reply, get_ticket_datetime: '2026-03-02 12:00:00' });
      const { ticket_status, deal_list } = await detail(ticketid);
      assert.deepEqual([ticket_status, deal_list[0]?.file_list], ['3', []]);
    });

    test('is told to refresh (400016) when it sends a time in UTC', async () => {
      const ticketid = await openTicket(scene.app);
      const reply = { ...agentReply(ticketid), get_ticket_datetime: '2026-03-02 04:00:00' };
      const body = JSON.stringify(reply);
      const answer = await send({ method: 'POST', path: `${ws}/save_ticket_reply`, headers: json, body });
      assert.equal(answer.ret_code, '400016');
    });

    test('finds the word token in ret_msg', async () => {
      for (const lost of ['', '0'.repeat(32)]) {
        assert.match(String((await send({ path: `${ws}/get_data_dict`, headers: { token: lost } })).ret_msg), /token/);
      }
    });

    test('uploads a file together with its name', async () => {
      const form = new FormData();
      form.append('file', new Blob(['%PDF']), '发票.pdf');
      form.append('file_num_key', '发票.pdf');
      const url = `${scene.app.url}${ws}/upload_file`;
      const answer = await fetch(url, { method: 'POST', headers: { token }, body: form });
      const { item } = (await answer.json()) as { item: { file_url: string } };
      assert.equal(await (await fetch(item.file_url)).text(), '%PDF');
    });
  });

  describe('another in Python', () => {
    test('asks for a ticket by POST', async () => {
      for (const key of ['ticketid', 'ticket_id', 'ticketId']) {
        const { item } = await post(`${ws}/get_ticket_by_id`, { [key]: scene.open });
        assert.equal(item?.ticketid, scene.open);
      }
    });

    test('sends codes as integers', async () => {
      const ticketid = await openTicket(scene.app);
      const codes = { ticket_status: 3, ticket_level: 3, reply_type: 1 };
      await post(`${ws}/save_ticket_reply`, { ...agentReply(ticketid), ...codes });
      const { ticket_status, ticket_level, deal_list } = await detail(ticketid);
      assert.deepEqual([ticket_status, ticket_level, deal_list[0]?.reply_type], ['3', '3', '1']);
    });
  });

  describe('a script around curl', () => {
    test('asks for the last 31 days up to the end of today, with + for blanks', async () => {
      const query = new URLSearchParams({
        create_start_datetime: '2026-01-31 00:00:00',
        create_end_datetime: '2026-03-02 23:59:59',
        deal_agent_groupid: 'aftersales',
        page_no: '1',
        page_size: '50',
      });
      const { items } = await succeed({ path: `${ws}/query_tickets?${query}` });
      assert.ok((items as unknown[]).length > 0);
    });

    test('posts the document’s samples: keys with blanks, and a JSON body with the content type of a form', async () => {
      const body = `{" ticketid":" ${scene.open}"," reply_content":"坐席回复工单"}`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      await succeed({ method: 'POST', path: `${ws}/save_user_reply`, headers, body });
      assert.equal((await detail(scene.open)).deal_list[0]?.reply_content, '坐席回复工单');
    });

    test('posts without a body, with all parameters in the query', async () => {
      const ticketId = await openTicket(scene.app, { ticket_status: '99' });
      const query = `ticketId=${ticketId}&companyId=${world.companyId}&score=5&remark=${encodeURIComponent('满意')}`;
      await succeed({ method: 'POST', path: `${ws}/%20add_ticket_evaluation?${query}` });
      const { ticket_code } = await detail(ticketId);
      const headers = { 'content-type': 'multipart/form-data;' };
      const change = `ticket_id=${ticketId}&ticket_code=${ticket_code}&user_id=oliver`;
      await succeed({ method: 'POST', path: `${ws}/update_ticket_user?${change}`, headers });
      assert.equal((await detail(ticketId)).userid, 'oliver');
    });
  });

  describe('one in C#, which treats an item as success', () => {
    test('sends unknown parameters', async () => {
      const { item } = await post(`${ws}/save_user_ticket`, { ...customerTicket, parentid: 'erp-10001' });
      assert.equal((await detail(String(item?.ticketid))).userid, 'wangxun');
    });

    test('gets no item at all when a call fails', async () => {
      const body = JSON.stringify({ ...agentTicket, ticket_typeid: 'nothing' });
      const answer = await send({ method: 'POST', path: `${ws}/save_agent_ticket`, headers: json, body });
      assert.deepEqual(Object.keys(answer), ['ret_code', 'ret_msg']);
    });
  });
});
