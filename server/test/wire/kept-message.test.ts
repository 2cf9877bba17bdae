import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ReminderMessage, type TicketMessage, ticketMessage } from '@gongdan/contract';
import { bodyOf, keptBody } from '../../src/wire/kept-message.ts';

/** A value of its own for every member that the contract knows. */
const whole = Object.fromEntries(
  Object.keys(ticketMessage.properties).map((name, place) => [name, sampleOf(name, place)]),
) as TicketMessage;

function sampleOf(name: string, place: number): unknown {
  if (name === 'is_reminder') return '0';
  if (name.endsWith('_list')) return [{ fieldid: `f${place}`, field_value: '值“1”\n\u2028\ud800' }];
  return ['ticket_status', 'ticket_level', 'ticket_from', 'first_contact_type'].includes(name) ? place : `${name} 😀`;
}

const reminder: ReminderMessage = {
  companyid: 'c',
  ticketid: 't',
  ticket_code: '20260302000001',
  is_reminder: '1',
  reminder_agentid: 'a1',
  reminder_agent_name: '李',
  reminder_remark: '',
  reminder_time: '2026-03-02 12:00:00',
  update_time: '2026-03-02 12:00:00',
};

describe('A message that is kept', () => {
  it('comes back with every member of the contract', () => {
    assert.deepEqual(JSON.parse(bodyOf(keptBody(whole))), whole);
  });

  it('comes back without what it did not have', () => {
    const { first_contact_type: _, ...rest } = whole;
    assert.deepEqual(JSON.parse(bodyOf(keptBody(rest))), rest);
  });

  it('comes back in the same bytes every time, in the order of the first release', () => {
    const [first, again] = [bodyOf(keptBody(whole)), bodyOf(keptBody(whole))];
    assert.equal(first, again);
    const names = Object.keys(JSON.parse(first) as object);
    assert.deepEqual(
      [names.length, names[0], names[10], names[30], names[49]],
      [50, 'companyid', 'ticket_from', 'update_time', 'recordid'],
    );
  });

  it('is kept by its values alone, but for reminders', () => {
    assert.doesNotMatch(keptBody(whole), /"ticket_title"/);
    assert.equal(bodyOf(keptBody(reminder)), JSON.stringify(reminder));
  });

  it('of an earlier release comes back as it is', () => {
    const body = '{"companyid":"c",  "ticket_title":"空调"}';
    assert.equal(bodyOf(body), body);
    assert.equal(bodyOf(''), '');
  });
});
