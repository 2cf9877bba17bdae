import type { Catalog, Status } from '../../catalog/catalog.ts';
import { statusTypes } from '../../catalog/statuses.ts';
import { isCaseless, patternOf } from '../../db/case.ts';
import type { Agent } from '../../people/staff.ts';
import { type Choice, type Condition, me, mine } from './condition.ts';

/** One test of one column of `ticket`. */
export type Test =
  /** `none` is true when tickets without a value pass. */
  | {
      readonly column: ChoiceColumn;
      readonly is: 'in' | 'not in';
      readonly values: readonly (string | number)[];
      readonly none: boolean;
    }
  | { readonly column: 'title'; readonly is: 'holds' | 'fits'; readonly values: readonly [string] }
  | {
      readonly column: 'level' | 'created_at' | 'updated_at';
      readonly is: '>=' | '<=';
      readonly values: readonly [number];
    };

export type ChoiceColumn =
  | 'level'
  | 'source'
  | 'category_id'
  | 'starter_type'
  | 'group_id'
  | 'agent_id'
  | 'customer_id';

/** Conditions in terms of the store: the statuses that pass, and tests of other columns. */
export interface Selection {
  readonly statuses: readonly number[];
  readonly tests: readonly Test[];
}

/** Who looks at a list and when, and the company's catalog. */
export interface Viewing {
  readonly catalog: Catalog;
  readonly agent: Agent;
  readonly at: number;
}

/**
 * Returns the selection of tickets that meet all conditions, for this agent at this moment; undefined when no ticket
 * can meet them. Deleted tickets are selected only if a condition names their status or its type.
 */
export function selectionOf(conditions: readonly Condition[], viewing: Viewing): Selection | undefined {
  const statuses = [...viewing.catalog.statuses.values()].filter(admitted(conditions)).map(({ code }) => code);
  const others = conditions.filter(({ of }) => of !== 'status' && of !== 'statusType');
  const tests = others.map((condition) => testOf(condition, viewing));
  const isNothing = tests.some((test) => test.is === 'in' && test.values.length === 0 && !test.none);
  return statuses.length === 0 || isNothing ? undefined : { statuses, tests };
}

/** Returns whether tickets of a status meet the conditions on statuses and their types. */
function admitted(conditions: readonly Condition[]): (status: Status) => boolean {
  const byCode = conditions.filter((condition) => condition.of === 'status');
  const byType = conditions.filter((condition) => condition.of === 'statusType');
  return ({ code, type }) => {
    const passes = byCode.every(passing(String(code))) && byType.every(passing(String(type)));
    const isWanted = byCode.some(naming(String(code))) || byType.some(naming(String(type)));
    return passes && (type !== statusTypes.deleted || isWanted);
  };
}

type Chosen = Extract<Condition, { of: Choice; test: 'in' | 'notIn' }>;

/** Returns whether a condition is met by the value. */
function passing(value: string) {
  return (condition: Condition) => {
    const { test, values } = condition as Chosen;
    return values.includes(value) === (test === 'in');
  };
}

/** Returns whether a condition asks for the value by listing it. */
function naming(value: string) {
  return (condition: Condition) => condition.test === 'in' && (condition as Chosen).values.includes(value);
}

function testOf(condition: Condition, viewing: Viewing): Test {
  switch (condition.test) {
    case 'contains':
      return isCaseless(condition.text)
        ? { column: 'title', is: 'holds', values: [condition.text] }
        : { column: 'title', is: 'fits', values: [patternOf(condition.text, 'part')] };
    case 'empty':
      return { column: columns[condition.of], is: 'in', values: [], none: true };
    case 'present':
      return { column: columns[condition.of], is: 'not in', values: [], none: false };
    case 'atLeast':
    case 'atMost':
      return boundOf(condition, viewing.at);
    default:
      return choiceOf(condition, viewing);
  }
}

const columns = {
  level: 'level',
  source: 'source',
  category: 'category_id',
  starter: 'starter_type',
  group: 'group_id',
  agent: 'agent_id',
  customer: 'customer_id',
} as const;

function choiceOf({ of, test, values }: Chosen, viewing: Viewing): Test {
  const named = values.filter((value) => value !== '');
  const namesNone = values.length > named.length;
  return {
    column: columns[of as keyof typeof columns],
    is: test === 'in' ? 'in' : 'not in',
    values: [...new Set(named.flatMap((value) => meant(of, value, viewing)))],
    // `in` selects tickets without a value if "" is listed, `notIn` if it is not.
    none: namesNone === (test === 'in'),
  };
}

/**
 * Returns the stored values that a condition's value means; none when no ticket can have it. A level or source that is not
 * an integer of at most nine digits counts as one that no ticket has.
 */
function meant(of: Choice, value: string, { catalog, agent }: Viewing): readonly (string | number)[] {
  if (of === 'category') return subtree(catalog, value);
  if (of === 'agent' && value === me) return [agent.id];
  if (of === 'group' && value === mine) return agent.groupIds;
  if (of === 'level' || of === 'source') return /^-?[0-9]{1,9}$/.test(value) ? [Number(value)] : [];
  return [value];
}

function subtree(catalog: Catalog, id: string): string[] {
  const category = catalog.categories.get(id);
  return category ? [id, ...category.childIds.flatMap((child) => subtree(catalog, child))] : [];
}

const hourMs = 3_600_000;

type Bound = Extract<Condition, { test: 'atLeast' | 'atMost' }>;

function boundOf({ of, test, value }: Bound, at: number): Test {
  if (of === 'level') {
    if (test === 'atLeast') return { column: 'level', is: '>=', values: [storable(Math.ceil(value))] };
    return { column: 'level', is: '<=', values: [storable(Math.floor(value))] };
  }
  // "At least so many hours ago" means: not later than that moment.
  const moment = at - value * hourMs;
  const column = of === 'hoursSinceCreated' ? 'created_at' : 'updated_at';
  if (test === 'atLeast') return { column, is: '<=', values: [storable(Math.floor(moment))] };
  return { column, is: '>=', values: [storable(Math.ceil(moment))] };
}

/** Bounds a value, because conditions may hold numbers that no integer column can be compared with. */
function storable(value: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, value));
}
