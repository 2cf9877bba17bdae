import type { GivenCondition } from '@gongdan/contract/console';
import type { Agent } from '../../../src/people/staff.ts';
import type { Ticket } from '../../../src/tickets/model/ticket.ts';
import { foldedByLetter } from '../../texts-with-case.ts';

/** Code → type of each status in `office.ts`. */
const types: Readonly<Record<number, string>> = {
  0: '1',
  1: '2',
  2: '2',
  3: '5',
  10: '4',
  11: '6',
  12: '4',
  98: '7',
  99: '6',
};
/** Category → its parent, for the categories of `office.ts` that have one. */
const parents: Readonly<Record<string, string>> = { repair: 'service', refund: 'service', old: 'service' };

/**
 * True when the ticket meets the conditions: an independent implementation in memory. A deleted ticket (status 98, type
 * 7) meets only conditions that name deleted tickets.
 */
export function matchesModel(all: readonly GivenCondition[], ticket: Ticket, agent: Agent, now: number): boolean {
  const wantsDeleted = all.some(({ field, ...tests }) => {
    const named = [...(tests.is === undefined ? [] : [tests.is]), ...(tests.in ?? [])];
    return (field === 'ticket_status' && named.includes('98')) || (field === 'status_type' && named.includes('7'));
  });
  if (ticket.status === 98 && !wantsDeleted) return false;
  return all.every((condition) => meets(condition, ticket, agent, now));
}

function meets({ field, ...tests }: GivenCondition, ticket: Ticket, agent: Agent, now: number): boolean {
  const values = valuesOf(field, ticket);
  const has = (wanted: string) => meaning(field, wanted, agent).some((one) => values.includes(one));
  const amount = amountOf(field, ticket, now);
  return (
    (tests.is === undefined || has(tests.is)) &&
    (tests.is_not === undefined || !has(tests.is_not)) &&
    (tests.in?.some(has) ?? true) &&
    !tests.not_in?.some(has) &&
    (tests.contains === undefined || foldedByLetter(ticket.title).includes(foldedByLetter(tests.contains))) &&
    (tests.empty === undefined || values.includes('') === tests.empty) &&
    (tests.at_least === undefined || amount >= tests.at_least) &&
    (tests.at_most === undefined || amount <= tests.at_most)
  );
}

/** Returns the ticket's values of the field; those of its category include the ancestors. */
function valuesOf(field: GivenCondition['field'], ticket: Ticket): string[] {
  switch (field) {
    case 'ticket_status':
      return [String(ticket.status)];
    case 'status_type':
      return [types[ticket.status]!];
    case 'ticket_level':
      return [String(ticket.level)];
    case 'ticket_from':
      return [String(ticket.source)];
    case 'ticket_typeid':
      return [ticket.categoryId, parents[ticket.categoryId] ?? ticket.categoryId];
    case 'start_type':
      return [ticket.starter.type === 'agent' ? '0' : '1'];
    case 'deal_groupid':
      return [ticket.groupId ?? ''];
    case 'deal_agentid':
      return [ticket.agentId ?? ''];
    case 'userid':
      return [ticket.customerId ?? ''];
    default:
      return [];
  }
}

/** Returns the values that a condition's value stands for: `me` and `mine` are the agent and the agent's groups. */
function meaning(field: string, value: string, agent: Agent): readonly string[] {
  if (field === 'deal_agentid' && value === 'me') return [agent.id];
  if (field === 'deal_groupid' && value === 'mine') return agent.groupIds;
  return [value];
}

function amountOf(field: string, ticket: Ticket, now: number): number {
  if (field === 'ticket_level') return ticket.level;
  return (now - (field === 'hours_since_created' ? ticket.createdAt : ticket.updatedAt)) / 3_600_000;
}
