import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assign } from '../../../src/tickets/model/assignment.ts';
import { because, staff } from '../office.ts';

const nobody = { groupId: null, agentId: null };

describe('who deals with a ticket', () => {
  test('nothing given changes nothing', () => {
    const before = { groupId: 'service', agentId: 'hong' };
    assert.equal(assign(staff, before, {}), before);
  });

  test('an agent alone brings his first group', () => {
    assert.deepEqual(assign(staff, nobody, { agentId: 'ming' }), { groupId: 'sales', agentId: 'ming' });
  });

  test('an agent alone leaves the group when it is his too', () => {
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

  test('an agent is taken off, and the group stays or becomes the one given', () => {
    const before = { groupId: 'service', agentId: 'hong' };
    assert.deepEqual(assign(staff, before, { agentId: null }), { groupId: 'service', agentId: null });
    assert.deepEqual(assign(staff, before, { groupId: 'sales', agentId: null }), { groupId: 'sales', agentId: null });
    assert.equal(assign(staff, nobody, { agentId: null }), nobody);
  });

  test('what the ticket has already may be given again, even when the agent has left since', () => {
    const before = { groupId: 'sales', agentId: 'gone' };
    assert.equal(assign(staff, before, { groupId: 'sales', agentId: 'gone' }), before);
    assert.equal(assign(staff, before, { agentId: 'gone' }), before);
  });
});
