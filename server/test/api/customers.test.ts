import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';

const everything = {
  user_nick: '陈晨',
  user_name: '陈晨晨',
  user_tels: '13911110000；13911110001',
  user_emails: 'Chen@Mail.example;chen2@mail.example',
  user_level: '1',
  vip_level: '2',
  user_label: '老客户;企业',
  user_status: '1',
  enterprise_name: '晨光文具',
  partnerid: 'crm-7',
  extend_field_params: [{ fieldid: 'birthday', field_value: '1990-01-01' }],
  remark: '喜欢电话联系',
};

onEveryDatabase('Customers', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
  });
  after(() => app.close());

  const find = async (userid: string) => (await app.done('get_user_by_id', { userid })).item;

  test('are stored with all given values', async () => {
    const { item } = await app.done('save_user', everything);
    assert.deepEqual({ ...item, userid: '' }, { userid: '', user_nick: '陈晨', companyid: app.companyId });
    const { enterpriseid, ...customer } = await find(item.userid);
    assert.match(enterpriseid, /^[0-9a-f]{32}$/);
    assert.deepEqual(customer, {
      userid: item.userid,
      user_nick: '陈晨',
      companyid: app.companyId,
      user_emails: 'Chen@Mail.example,chen2@mail.example',
      user_name: '陈晨晨',
      user_tels: '13911110000,13911110001',
      user_level: '1',
      vip_level: '2',
      user_status: '1',
      partnerid: 'crm-7',
      enterprise_name: '晨光文具',
      create_agentid: '',
      update_agentid: '',
      remark: '喜欢电话联系',
      extend_field_values: [{ fieldid: 'birthday', field_name: '', field_value: '1990-01-01' }],
      create_datetime: '2026-03-02 12:00:00',
      user_label: '老客户;企业',
    });
  });

  test('lose the value of a custom field that is given without a value or with null', async () => {
    for (const entry of [{ fieldid: 'size' }, { fieldid: 'size', field_value: null }]) {
      const kept = { fieldid: 'size', field_value: 'XL' };
      const { body } = await app.call('save_user', { user_nick: '林', extend_field_params: [kept] });
      const { userid } = body.item!;
      assert.equal((await find(userid)).extend_field_values[0]?.field_value, 'XL');
      await app.call('update_user', { userid, user_nick: '林', extend_field_params: [entry] });
      assert.deepEqual((await find(userid)).extend_field_values, []);
    }
  });

  test('are found by id, e-mail in any case, phone and partner id', async () => {
    const { userid } = (await app.done('get_user_by_partnerid', { partnerid: 'crm-7' })).item;
    assert.equal((await app.done('get_user_by_email', { user_emails: 'chen@mail.EXAMPLE' })).item.userid, userid);
    assert.equal((await app.done('get_user_by_tel', { user_tels: '13911110001' })).item.userid, userid);
    assert.equal((await find('wangxun')).enterprise_name, '云栖酒店集团');
  });

  test('are found and saved by a non-ASCII e-mail in any case', async () => {
    for (const [email, ...spellings] of [
      ['JOSÉ@example.com', 'josé@example.com', 'José@Example.com'],
      ['ΝΙΚΟΣ.Α@example.com', 'νικος.α@example.com', 'νικοσ.α@example.com'],
      ['Кирилл@почта.example', 'КИРИЛЛ@ПОЧТА.EXAMPLE'],
    ]) {
      const { userid } = (await app.done('save_user', { user_nick: email!, user_emails: email! })).item;
      for (const user_emails of spellings) {
        assert.equal((await app.done('get_user_by_email', { user_emails })).item.userid, userid);
        assert.equal((await app.done('save_user', { user_nick: 'again', user_emails })).item.userid, userid);
        const listed = await app.done('query_users', { user_emails });
        assert.deepEqual(
          listed.items.map((one) => one.userid),
          [userid],
        );
      }
    }
  });

  test('are refused when they are unknown; the refusal names the parameter', async () => {
    assert.match(await app.refused('get_user_by_id', { userid: 'ghost' }, '400014'), /userid/);
    assert.match(await app.refused('get_user_by_email', { user_emails: 'ghost@x.cn' }, '400014'), /user_emails/);
    assert.match(await app.refused('get_user_by_tel', { user_tels: '000' }, '400014'), /user_tels/);
    assert.match(await app.refused('get_user_by_partnerid', { partnerid: 'ghost' }, '400014'), /partnerid/);
    assert.match(await app.refused('update_user', { userid: 'ghost', user_nick: 'x' }, '400014'), /userid/);
    await app.refused('save_user', {}, '400004');
  });

  test('without a level or a status have "0", in answers and in filters', async () => {
    const { item } = await app.done('save_user', { user_nick: '无级别', user_emails: 'unset@x.cn' });
    const zero = await app.done('save_user', { user_nick: '零级', user_emails: 'zero@x.cn', user_status: '0' });
    await app.done('save_user', { user_nick: '一级', user_emails: 'one@x.cn', user_status: '1', user_level: '1' });
    const { user_level, user_status } = await find(item.userid);
    assert.deepEqual([user_level, user_status], ['0', '0']);
    const emails = { user_emails: 'unset@x.cn,zero@x.cn,one@x.cn' };
    const found = await app.done('query_users', { ...emails, user_status: '0' });
    assert.deepEqual(found.items.map(({ userid }) => userid).sort(), [item.userid, zero.item.userid].sort());
    assert.deepEqual([found.items[0]?.user_status, found.items[1]?.user_status, found.total_count], ['0', '0', 2]);
    const ones = await app.done('query_users', { ...emails, user_status: '1' });
    assert.deepEqual(
      ones.items.map((one) => one.user_nick),
      ['一级'],
    );
  });

  test('are found by save_user by partner id, else e-mail, else phone, and left unchanged', async () => {
    const make = async (given: { user_nick: string; partnerid?: string; user_emails?: string; user_tels?: string }) =>
      (await app.done('save_user', given)).item.userid;
    const byPartner = await make({ user_nick: '找甲', partnerid: 'find-p' });
    const byEmail = await make({ user_nick: '找乙', user_emails: 'find@x.cn' });
    const byPhone = await make({ user_nick: '找丙', user_tels: '13900009999' });
    const before = await Promise.all([byPartner, byEmail, byPhone].map(find));
    const all = { partnerid: 'find-p', user_emails: 'other@x.cn;FIND@x.cn', user_tels: '13900009999' };
    const rest = { user_nick: '别的', user_level: '9', remark: '不写入', enterprise_name: '不新建' };
    const { item } = await app.done('save_user', { ...rest, ...all });
    assert.deepEqual(item, { userid: byPartner, user_nick: '找甲', companyid: app.companyId });
    assert.equal(await make({ ...rest, ...all, partnerid: 'unknown' }), byEmail);
    assert.equal(await make({ ...rest, user_tels: '0;13900009999' }), byPhone);
    assert.deepEqual(await Promise.all([byPartner, byEmail, byPhone].map(find)), before);
    await app.refused('get_user_by_partnerid', { partnerid: 'unknown' }, '400014');
    await app.refused('get_user_by_email', { user_emails: 'other@x.cn' }, '400014');
  });

  test('are created each time that save_user gets no key to find them by', async () => {
    const [one, other] = [
      await app.done('save_user', { user_nick: '无名' }),
      await app.done('save_user', { user_nick: '无名' }),
    ];
    assert.notEqual(one.item.userid, other.item.userid);
  });

  test('may share enterprises and e-mails; an e-mail finds the one created first', async () => {
    const first = (
      await app.done('save_user', { user_nick: '甲', user_emails: 'team@x.cn', enterprise_name: '同一家' })
    ).item;
    app.advance(1);
    const second = (await app.done('save_user', { user_nick: '乙', enterprise_name: '同一家' })).item;
    await app.done('update_user', { userid: second.userid, user_nick: '乙', user_emails: 'team@x.cn' });
    assert.equal((await app.done('get_user_by_email', { user_emails: 'team@x.cn' })).item.userid, first.userid);
    assert.equal((await find(first.userid)).enterpriseid, (await find(second.userid)).enterpriseid);
  });

  test('never share a partner id', async () => {
    const { item } = await app.done('save_user', { user_nick: '丙', partnerid: 'crm-c' });
    const taken = { userid: item.userid, user_nick: '丙', partnerid: 'erp-10001' };
    assert.match(await app.refused('update_user', taken, '400014'), /partnerid/);
    assert.equal((await find(item.userid)).partnerid, 'crm-c');
    await app.done('update_user', { userid: item.userid, user_nick: '丙二', partnerid: 'crm-c' });
  });

  for (const key of [{ partnerid: 'crm-d' }, { user_emails: 'same@x.cn' }, { user_tels: '13900008888' }]) {
    test(`are created once by identical simultaneous calls: by ${Object.keys(key)}`, async () => {
      const user_nick = `同时 ${Object.keys(key)}`;
      const call = () => app.done('save_user', { user_nick, ...key });
      const answers = await Promise.all(Array.from({ length: 8 }, call));
      assert.equal(new Set(answers.map(({ item }) => item.userid)).size, 1);
      assert.equal((await app.done('query_users', { user_nick })).total_count, 1);
    });
  }

  test('change in the given values and keep the others', async () => {
    const own = { partnerid: 'crm-8', user_emails: 'before@x.cn', user_tels: '13911118888' };
    const { item } = await app.done('save_user', { ...everything, ...own });
    await app.done('update_user', {
      userid: item.userid,
      user_nick: '陈陈',
      user_emails: 'after@x.cn',
      enterprise_name: '新东家',
      extend_field_params: [{ fieldid: 'size', field_value: 'L' }],
    });
    const after = await find(item.userid);
    assert.deepEqual(
      [after.user_nick, after.user_name, after.user_emails, after.user_tels, after.enterprise_name, after.partnerid],
      ['陈陈', '陈晨晨', 'after@x.cn', '13911118888', '新东家', 'crm-8'],
    );
    assert.deepEqual(
      after.extend_field_values.map((one) => one.fieldid),
      ['birthday', 'size'],
    );
    await app.refused('get_user_by_email', { user_emails: 'before@x.cn' }, '400014');
    assert.equal((await app.done('get_user_by_email', { user_emails: 'after@x.cn' })).item.userid, item.userid);
  });

  test('are listed newest first, in pages, with the exact count', async () => {
    app.advance(60_000);
    for (const user_nick of ['页一', '页二', '页三']) {
      await app.done('save_user', { user_nick, user_status: 'listed' });
      app.advance(1000);
    }
    const list = { user_status: 'listed', page_size: 2 };
    const first = await app.done('query_users', list);
    assert.deepEqual(
      first.items.map((one) => one.user_nick),
      ['页三', '页二'],
    );
    assert.deepEqual([first.page_no, first.page_size, first.page_count, first.total_count], [1, 2, 2, 3]);
    const second = await app.done('query_users', { ...list, page_no: 2 });
    assert.deepEqual(
      second.items.map((one) => one.user_nick),
      ['页一'],
    );
    const past = await app.done('query_users', { ...list, page_no: 9 });
    assert.deepEqual([past.items, past.total_count, past.page_no], [[], 3, 9]);
  });

  test('are listed by every filter; an unknown value lists nobody', async () => {
    const nicks = async (filter: object) => (await app.done('query_users', filter)).items.map((one) => one.user_nick);
    assert.deepEqual(await nicks({ user_nick: '王迅' }), ['王迅']);
    assert.deepEqual(await nicks({ user_tels: '13800000012' }), ['韩梅梅']);
    assert.deepEqual(
      await nicks({ user_emails: 'OLIVER.smith@mail.example,wangxun@mail.example', user_nick: '王迅' }),
      ['王迅'],
    );
    const { enterpriseid } = await find('oliver');
    assert.deepEqual(await nicks({ enterpriseid }), ['Oliver Smith']);
    assert.deepEqual(await nicks({ enterpriseid: 'ghost' }), []);
    assert.deepEqual(await nicks({ user_nick: '王' }), []);
  });

  test('are listed by time of creation, both ends included', async () => {
    const at = { start_datetime: '2026-03-02 12:01:00', end_datetime: '2026-03-02 12:01:01' };
    assert.deepEqual(
      (await app.done('query_users', at)).items.map((one) => one.user_nick),
      ['页二', '页一'],
    );
    await app.refused('query_users', { ...at, end_datetime: '2026-03-02 12:00:59' }, '400057');
    await app.refused('query_users', { start_datetime: '2026-02-30 00:00:00' }, '400005');
  });
});
