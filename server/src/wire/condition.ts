import type { GivenCondition } from '@gongdan/contract/console';
import { refusedField } from '../errors.ts';
import type { Choice, Condition } from '../tickets/lists/condition.ts';
import { startType } from './actor.ts';

/**
 * Translates conditions of a company file or of the console into our words. `parameter` is the caller's name for their list.
 * Throws Problem `request_refused` for a condition without a test, and for a test that its field does not have.
 */
export function conditionsFromWire(given: readonly GivenCondition[], parameter = 'all'): Condition[] {
  return given.flatMap((one) => conditionsOf(one, parameter));
}

/** Returns one condition for each test. */
function conditionsOf(given: GivenCondition, parameter: string): Condition[] {
  const tests = Object.entries(given).filter(([name, value]) => name !== 'field' && value !== undefined);
  if (tests.length === 0) throw refusedField(parameter, `${given.field} has no test`);
  return tests.map(([test, value]) => {
    const condition = conditionOf(given.field, test, value);
    if (!condition) throw refusedField(parameter, `${given.field} does not know ${test}`);
    return condition;
  });
}

function conditionOf(field: GivenCondition['field'], test: string, value: unknown): Condition | undefined {
  const choice = choices[field];
  switch (test) {
    case 'is':
    case 'is_not':
    case 'in':
    case 'not_in':
      return (
        choice && { of: choice, test: tests[test], values: [value].flat().map((one) => inOurs(choice, String(one))) }
      );
    case 'empty':
      return isOptional(choice) ? { of: choice, test: value ? 'empty' : 'present' } : undefined;
    case 'contains':
      return field === 'ticket_title' ? { of: 'title', test: 'contains', text: String(value) } : undefined;
    case 'at_least':
    case 'at_most': {
      const measure = measures[field];
      return measure && { of: measure, test: test === 'at_least' ? 'atLeast' : 'atMost', value: Number(value) };
    }
    default:
      return undefined;
  }
}

const tests = { is: 'in', in: 'in', is_not: 'notIn', not_in: 'notIn' } as const;

const choices: { readonly [Field in GivenCondition['field']]?: Choice } = {
  ticket_status: 'status',
  status_type: 'statusType',
  ticket_level: 'level',
  ticket_from: 'source',
  ticket_typeid: 'category',
  start_type: 'starter',
  deal_groupid: 'group',
  deal_agentid: 'agent',
  userid: 'customer',
};

const measures: { readonly [Field in GivenCondition['field']]?: 'level' | 'hoursSinceCreated' | 'hoursSinceUpdated' } =
  {
    ticket_level: 'level',
    hours_since_created: 'hoursSinceCreated',
    hours_since_updated: 'hoursSinceUpdated',
  };

function isOptional(choice: Choice | undefined): choice is 'group' | 'agent' | 'customer' {
  return choice === 'group' || choice === 'agent' || choice === 'customer';
}

/** Translates a code of `start_type`. The values of the other fields are the same on the wire. */
function inOurs(choice: Choice, value: string): string {
  if (choice !== 'starter') return value;
  return (['agent', 'customer'] as const).find((type) => startType(type) === value) ?? value;
}
