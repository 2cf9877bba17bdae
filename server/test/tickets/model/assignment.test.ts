import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assign } from '../../../src/tickets/model/assignment.ts';
import { because, staff } from '../office.ts';

const nobody = { groupId: null, agentId: null };

describe('the assignment of a ticket:', () => {
  test('a call that gives neither group nor agent changes nothing', () => {
    const before = { groupId: 'service', agentId: 'hong' };
    assert.equal(assign(staff, before, {}), before);
  });

  test('an agent alone also sets his first group', () => {
    assert.deepEqual(assign(staff, nobody, { agentId: 'ming' }), { groupId: 'sales', agentId: 'ming' });
  });

  test('an agent alone keeps the group if he is in it', () => {
    const before = { groupId: 'service', agentId: 'hong' };
    assert.deepEqual(assign(staff, before, { agentId: 'ming' }), { groupId: 'service', agentId: 'ming' });
  });

  test('an agent without a group is refused', () => {
    assert.throws(() => assign(staff, nobody, { agentId: 'loner' }), because('group_missing', 'groupId'));
  });

  test('an agent who is not in the given group is refused', () => {
    const given = { groupId: 'sales', agentId: 'hong' };
    assert.throws(() => assign(staff, nobody, given), because('agent_not_in_group', 'agentId'));
  });

  test('a group or agent that does not exist, or has left, is refused', () => {
    assert.throws(() => assign(staff, nobody, { groupId: 'no' }), because('request_refused', 'groupId'));
    assert.throws(() => assign(staff, nobody, { agentId: 'no' }), because('agent_unknown', 'agentId'));
    assert.throws(() => assign(staff, nobody, { agentId: 'gone' }), because('agent_unknown', 'agentId'));
  });

  test('a new group keeps the agent who is in it and clears the one who is not', () => {
    const byMing = { groupId: 'sales', agentId: 'ming' };
    assert.deepEqual(assign(staff, byMing, { groupId: 'service' }), { groupId: 'service', agentId: 'ming' });
    const byHong = { groupId: 'service', agentId: 'hong' };
    assert.deepEqual(assign(staff, byHong, { groupId: 'sales' }), { groupId: 'sales', agentId: null });
  });

  test('an agent is removed, and the group stays or becomes the given one', () => {
    const before = { groupId: 'service', agentId: 'hong' };
    assert.deepEqual(assign(staff, before, { agentId: null }), { groupId: 'service', agentId: null });
    assert.deepEqual(assign(staff, before, { groupId: 'sales', agentId: null }), { groupId: 'sales', agentId: null });
    assert.equal(assign(staff, nobody, { agentId: null }), nobody);
  });

  test('the present group and agent may be given again, even if the agent has left since', () => {
    const before = { groupId: 'sales', agentId: 'gone' };
    assert.equal(assign(staff, before, { groupId: 'sales', agentId: 'gone' }), before);
    assert.equal(assign(staff, before, { agentId: 'gone' }), before);
  });
});
