import { type RawBuilder, sql } from 'kysely';
import { closedStatus, deletedStatus, resolvedStatus } from '../../catalog/statuses.ts';
import type { Queries } from '../../db/database.ts';
import { fits, holds } from '../../db/dialect.ts';
import type { Cursor, Sort } from './condition.ts';
import type { Selection, Test } from './selection.ts';

/**
 * The form of a selection determines the text of its statement; the values are parameters. The statement is a union of
 * parts: one for each value of the driver, a test by customer, agent or group, and usually for each status, too. The store
 * reads such a part from an index, in order and no further than the page, so that the cost does not grow with the number of
 * tickets.
 */
export interface Form {
  readonly by: 'created_at' | 'updated_at' | 'level';
  readonly order: 'asc' | 'desc';
  readonly after: boolean;
  /** How many of the statuses are running, that is, not in `ended`. Running statuses come first. */
  readonly running: number;
  readonly tests: readonly (Pick<Test, 'column' | 'is'> & { readonly none?: boolean })[];
  /** The index of the test whose values are divided among the parts, one value for each part; -1 for none. */
  readonly driver: number;
  /** True when each status has parts of its own. */
  readonly byStatus: boolean;
}

/**
 * The values of a selection; `v<n>_` holds those of test n. The `_` keeps value 10 of test 1 apart from value 0 of test 11.
 */
export interface SelectedGiven {
  readonly company: string;
  readonly statuses: readonly number[];
  readonly limit: number;
  readonly key?: number | undefined;
  readonly id?: string | undefined;
  readonly [values: `v${number}_`]: readonly (string | number)[];
}

/** Statuses in which tickets accumulate. The indexes by agent and by group of `0011_views` leave them out. */
const ended = [resolvedStatus, deletedStatus, closedStatus];

/** The most parts of one statement. */
const mostParts = 64;

const sortColumns = { createdAt: 'created_at', updatedAt: 'updated_at', level: 'level' } as const;

/** Returns the form of the statement for a selection. `after` is true for a page that begins after a ticket. */
export function formOf({ statuses, tests }: Selection, sort: Sort, after: boolean): Form {
  const driver = driverOf(tests);
  const { column, parts } = partsOf(tests[driver]);
  return {
    by: sortColumns[sort.by],
    order: sort.order,
    after,
    running: statuses.filter(isRunning).length,
    tests: tests.map((test) =>
      'none' in test ? { column: test.column, is: test.is, none: test.none } : { column: test.column, is: test.is },
    ),
    driver,
    // A customer has few tickets: reading all of them at once is cheaper.
    byStatus: column !== 'customer_id' && parts * statuses.length <= mostParts,
  };
}

export function givenOf(company: string, { statuses, tests }: Selection, limit: number, after?: Cursor): SelectedGiven {
  const values = Object.fromEntries(tests.map((test, place) => [`v${place}_`, test.values]));
  const inOrder = [...statuses.filter(isRunning), ...statuses.filter((status) => !isRunning(status))];
  return { company, ...values, statuses: inOrder, key: after?.key, id: after?.id, limit };
}

function isRunning(status: number): boolean {
  return !ended.some((code) => code === status);
}

/**
 * Returns the index of the test that probably selects the fewest tickets: by customer, else agent, else group. A test with
 * too many values for one statement is passed over; -1 means that there is none.
 */
function driverOf(tests: readonly Test[]): number {
  const places = ['customer_id', 'agent_id', 'group_id'].map((column) =>
    tests.findIndex((test) => test.column === column && test.is === 'in'),
  );
  return places.find((place) => place !== -1 && partsOf(tests[place]).parts <= mostParts) ?? -1;
}

function partsOf(driver: Test | undefined): { column: string | undefined; parts: number } {
  if (driver?.is !== 'in') return { column: undefined, parts: 1 };
  return { column: driver.column, parts: driver.values.length + (driver.none ? 1 : 0) };
}

/** Builds the union of all parts, which gives `key` and `id` of tickets. Each part is sorted by itself. */
export function branchesOf(query: Queries, form: Form, given: SelectedGiven) {
  const parts = driverParts(form, given).flatMap((value) => {
    if (!form.byStatus) return [partOf(query, form, given, value, given.statuses)];
    return given.statuses.map((status, place) => partOf(query, form, given, value, status, place < form.running));
  });
  const [first, ...others] = parts.map((part, place) => query.selectFrom(part.as(`part${place}`)).selectAll());
  const all = others.reduce((united, part) => united.unionAll(part), first!);
  return query.selectFrom(all.as('united')).selectAll();
}

/**
 * Returns one entry for each part: a value of the driver's column, null for tickets without one, undefined for no test.
 */
function driverParts({ driver, tests }: Form, given: SelectedGiven): (string | number | null | undefined)[] {
  const test = tests[driver];
  if (!test) return [undefined];
  return [...(given[`v${driver}_`] ?? []), ...(test.none ? [null] : [])];
}

function partOf(
  query: Queries,
  form: Form,
  given: SelectedGiven,
  value: string | number | null | undefined,
  status: number | readonly number[],
  running = false,
) {
  const { by, order, after, driver, tests } = form;
  let part = query
    .selectFrom('ticket')
    .select([`ticket.${by} as key`, 'ticket.id'])
    .where('ticket.company_id', '=', given.company)
    .where(Array.isArray(status) ? anyOf(status) : sql<boolean>`ticket.status = ${status}`);
  if (running) part = part.where(isNotEnded);
  if (value !== undefined) part = part.where(`ticket.${tests[driver]!.column}`, value === null ? 'is' : '=', value);
  for (const [place, test] of tests.entries()) {
    if (place !== driver) part = part.where(testSql(query, test, given[`v${place}_`] ?? []));
  }
  if (after) {
    const beyond = order === 'asc' ? sql`>` : sql`<`;
    part = part.where(sql<boolean>`(${sql.ref(`ticket.${by}`)}, ticket.id) ${beyond} (${given.key}, ${given.id})`);
  }
  return part.orderBy(`ticket.${by}`, order).orderBy('ticket.id', order).limit(given.limit);
}

/** The plus keeps SQLite's planner from choosing an index of statuses. */
function anyOf(statuses: readonly number[]) {
  return sql<boolean>`+ticket.status in (${sql.join(statuses)})`;
}

/**
 * Repeats the condition of the partial indexes word for word. The value of a placeholder would not do: the planner does not
 * know it, and would not use these indexes.
 */
const isNotEnded = sql<boolean>`ticket.status not in (${sql.join(ended.map((code) => sql.lit(code)))})`;

/** Returns the SQL of a test. `none` also selects tickets without a value. */
function testSql(query: Queries, { column, is, none }: Form['tests'][number], values: readonly (string | number)[]) {
  const tested = sql.ref(`ticket.${column}`);
  if (is === 'holds') return holds(query, tested, values[0]);
  if (is === 'fits') return fits(query, tested, values[0]);
  if (is === '>=') return sql<boolean>`${tested} >= ${values[0]}`;
  if (is === '<=') return sql<boolean>`${tested} <= ${values[0]}`;
  // An `in` that selects nothing does not come here: `selectionOf` returns undefined for it.
  if (values.length === 0) return none ? noneOrAny(is, tested) : sql<boolean>`${tested} is not null`;
  const listed = sql<boolean>`${tested} ${sql.raw(is)} (${sql.join(values)})`;
  return none ? sql<boolean>`(${tested} is null or ${listed})` : listed;
}

/** The test for an empty list when `none` is true: `in` selects tickets without a value, `not in` selects all. */
function noneOrAny(is: 'in' | 'not in', tested: RawBuilder<unknown>) {
  return is === 'in' ? sql<boolean>`${tested} is null` : sql<boolean>`1 = 1`;
}
