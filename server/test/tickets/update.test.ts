import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { onEveryDatabase } from '../databases.ts';
import { because, type Office, openOffice } from './office.ts';

const reply = { content: '<p>请重启</p>', files: [], visibility: 'public' } as const;
const minute = 60_000;

onEveryDatabase('replies and edits by an agent:', (stores) => {
  let office: Office;
  before(async () => {
    office = await openOffice(await stores.open());
  });

  test('given values replace stored ones, and the event has each change', async () => {
    const { id } = await office.create({ groupId: 'service', agentId: 'hong' });
    office.advance(minute);
    const ticket = await office.update(id, {
      title: '换了标题',
      content: '换了描述',
      status: 10,
      level: 2,
      groupId: 'sales',
      copiedAgents: [{ name: '抄送', mail: 'c@example.com' }],
      fields: [{ fieldId: 'model', value: 'X2' }],
    });
    assert.deepEqual(await office.read(id), ticket);
    const [, event] = await office.history(id);
    assert.equal(event?.kind, 'edited');
    assert.deepEqual(
      event?.changes.map(({ property, from, to, text }) => [property, from, to, text]),
      [
        ['title', '打不开', '换了标题', undefined],
        ['content', '<p>设备打不开</p>', '换了描述', undefined],
        ['status', 0, 10, '待备件'],
        ['level', 0, 2, '高'],
        ['groupId', 'service', 'sales', '售前组'],
        ['agentId', 'hong', null, ''],
        ['copiedAgents', [], [{ name: '抄送', mail: 'c@example.com' }], undefined],
        ['field:model', 'X1', 'X2', undefined],
      ],
    );
    assert.equal(ticket.updatedAt, office.now());
  });

  test('a call that changes nothing makes no event and leaves the ticket as it was', async () => {
    const ticket = await office.create();
    office.advance(minute);
    assert.deepEqual(await office.update(ticket.id, { actorId: 'hong' }), ticket);
    assert.deepEqual(await office.read(ticket.id), ticket);
    assert.equal((await office.history(ticket.id)).length, 1);
  });

  test('the first reply visible to the customer sets the first response, once', async () => {
    const { id } = await office.create({ customerId: office.beijing });
    await office.update(id, { reply: { ...reply, visibility: 'internal' } });
    assert.equal((await office.read(id)).firstResponseAt, null);
    office.advance(minute);
    const responded = await office.update(id, { reply });
    assert.equal(responded.firstResponseAt, office.now());
    office.advance(minute);
    assert.equal((await office.update(id, { reply })).firstResponseAt, responded.firstResponseAt);
  });

  test('an agent who takes an unassigned ticket accepts it, which is a response too', async () => {
    const { id } = await office.create();
    const ticket = await office.update(id, { agentId: 'ming' });
    assert.deepEqual([ticket.agentId, ticket.groupId, ticket.firstResponseAt], ['ming', 'sales', office.now()]);
    assert.equal((await office.history(id))[1]?.kind, 'accepted');
  });

  test('assigning a ticket to another agent, or taking it over from one, is an edit', async () => {
    const { id } = await office.create();
    await office.update(id, { agentId: 'hong' });
    const ticket = await office.update(id, { agentId: 'ming' });
    const kinds = (await office.history(id)).map(({ kind }) => kind);
    assert.deepEqual([kinds, ticket.firstResponseAt], [['created', 'edited', 'edited'], null]);
  });

  test('a call that does several things counts as the first of deleted, replied, accepted', async () => {
    const one = await office.create();
    await office.update(one.id, { reply, agentId: 'ming' });
    assert.equal((await office.history(one.id))[1]?.kind, 'replied');
    await office.update(one.id, { reply, status: 98 });
    assert.equal((await office.history(one.id))[2]?.kind, 'deleted');
  });

  test('the first resolution is kept; the closing time is cleared when the ticket is reopened', async () => {
    const { id } = await office.create();
    const solved = await office.update(id, { status: 3 });
    assert.deepEqual([solved.firstSolvedAt, solved.closedAt], [office.now(), null]);
    office.advance(minute);
    const closed = await office.update(id, { status: 99 });
    assert.deepEqual([closed.firstSolvedAt, closed.closedAt], [solved.firstSolvedAt, office.now()]);
    await assert.rejects(office.update(id, { status: 1 }), because('move_forbidden', 'status'));
    const opened = await office.update(id, { status: 1, reply }, { reopenOnReply: true });
    assert.deepEqual([opened.firstSolvedAt, opened.closedAt, opened.status], [solved.firstSolvedAt, null, 1]);
  });

  test('a closed ticket takes no reply, but it can be renamed and deleted', async () => {
    const { id } = await office.create({ status: 99 });
    await assert.rejects(office.update(id, { reply, status: 99 }), because('ticket_closed'));
    assert.equal((await office.update(id, { title: '改', status: 99 })).title, '改');
    assert.equal((await office.update(id, { status: 98 })).status, 98);
    await assert.rejects(office.update(id, { status: 1 }), because('ticket_unknown'));
  });

  test('a call based on a stale read is refused; a read within the second of the last change is accepted', async () => {
    const { id } = await office.create();
    office.advance(minute + 700);
    const { updatedAt } = await office.update(id, { title: '改过' });
    const second = updatedAt - (updatedAt % 1000);
    await assert.rejects(office.update(id, { readAt: second - 1000 }), because('ticket_changed_meanwhile'));
    assert.equal((await office.update(id, { readAt: second, title: '又改' })).version, 3);
  });

  test('a call that names a version is refused when the ticket has another', async () => {
    const { id } = await office.create();
    assert.equal((await office.update(id, { version: 1, title: '第二版' })).version, 2);
    for (const version of [1, 3]) {
      await assert.rejects(office.update(id, { version, title: '迟到' }), because('ticket_changed_meanwhile'));
    }
    assert.equal((await office.read(id)).title, '第二版');
  });

  test('simultaneous edits are all kept, one after the other', async () => {
    const { id } = await office.create();
    await Promise.all([
      office.update(id, { title: '甲' }),
      office.update(id, { content: '乙' }),
      office.update(id, { level: 3 }),
    ]);
    const { title, content, level, version } = await office.read(id);
    assert.deepEqual({ title, content, level, version }, { title: '甲', content: '乙', level: 3, version: 4 });
  });

  test('a named template applies from then on', async () => {
    const { id } = await office.create();
    await assert.rejects(office.update(id, { templateId: 'no' }), because('template_unknown', 'templateId'));
    const ticket = await office.update(id, { templateId: 'short', fields: [{ fieldId: 'note', value: '急' }] });
    assert.deepEqual([ticket.templateId, ticket.fields.note?.value], ['short', '急']);
    const model = [{ fieldId: 'model', value: 'X9' }];
    await assert.rejects(office.update(id, { fields: model }), because('request_refused'));
  });

  test('a value that is unknown or does not fit is refused, and nothing is written', async () => {
    const { id } = await office.create();
    const refusals = [
      [{ actorId: 'no' }, 'agent_unknown', 'actorId'],
      [{ actorId: 'gone' }, 'agent_unknown', 'actorId'],
      [{ status: 77 }, 'status_unknown', 'status'],
      [{ level: 9 }, 'request_refused', 'level'],
      [{ agentId: 'no' }, 'agent_unknown', 'agentId'],
      [{ agentId: 'hong', groupId: 'sales' }, 'agent_not_in_group', 'agentId'],
      [{ fields: [{ fieldId: 'model', value: '' }] }, 'request_refused', undefined],
    ] as const;
    for (const [input, reason, field] of refusals) {
      await assert.rejects(office.update(id, { reply, ...input }), because(reason, field), JSON.stringify(input));
    }
    assert.equal((await office.history(id)).length, 1);
    await assert.rejects(office.update('no', {}), because('ticket_unknown'));
  });
});
