import type { Compilable, CompiledQuery, DialectAdapter } from 'kysely';
import type { Queries } from './database.ts';
import { directly } from './queries.ts';
import type { Schema } from './schema.ts';

/** Returns a placeholder for a value while the query is built, typed as the value. */
export type Placeholder<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/**
 * Prepares a query of fixed shape. The query is compiled once per store instead of at every call. Compiling costs more than
 * running: 20 µs for the insert of a ticket. `build` gets placeholders for the values that differ between calls.
 */
export function prepared<Values extends object, Row = never>(
  build: (query: Queries, value: Placeholder<Values>) => Compilable<Row>,
): (query: Queries, values: Values) => Promise<Row[]> {
  const ready = new WeakMap<DialectAdapter, Ready>();

  return async (query, values) => {
    const { adapter, execute } = directly(query);
    let known = ready.get(adapter);
    if (!known) {
      known = compile(build, query);
      ready.set(adapter, known);
    }
    const { sql, query: node, queryId } = known.compiled;
    const result = execute({ sql, query: node, queryId, parameters: fill(known.slots, values) });
    return (result instanceof Promise ? await result : result).rows as Row[];
  };
}

function fill(slots: readonly unknown[], values: object): unknown[] {
  const given = values as Readonly<Record<string, unknown>>;
  const parameters = new Array<unknown>(slots.length);
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at];
    parameters[at] = slot instanceof NamedSlot ? given[slot.name] : slot;
  }
  return parameters;
}

/** Prepares the insert of one whole row. */
export function preparedInsert<Table extends keyof Schema & string>(
  table: Table,
  columns: readonly (keyof Schema[Table] & string)[],
): (query: Queries, row: Schema[Table]) => Promise<unknown> {
  return prepared<Schema[Table]>((query, value) => {
    const row = Object.fromEntries(columns.map((column) => [column, value(column)]));
    return query.insertInto(table).values(row as never);
  });
}

const mostForms = 500;

/**
 * Prepares a query whose text depends on its call. It is compiled once per store for each set of given members, each length
 * of the lists among them and each `form`. `build` gets the members with placeholders as values, and the form unchanged.
 */
export function preparedFor<Given extends object, Row, Form = undefined>(
  build: (query: Queries, given: Given, form: Form) => Compilable<Row>,
): (query: Queries, given: Given, ...form: undefined extends Form ? [] : [form: Form]) => Promise<Row[]> {
  const known = new Map<string, (query: Queries, values: Values) => Promise<Row[]>>();

  return (query, given, ...[form]) => {
    const values = valuesIn(given);
    const key = `${Object.keys(values)} ${form === undefined ? '' : JSON.stringify(form)}`;
    const ready = known.get(key);
    if (ready) return ready(query, values);
    if (known.size >= mostForms) known.clear();
    const made = prepared<Values, Row>((builder, value) =>
      build(builder, withPlaceholders(given, value), form as Form),
    );
    known.set(key, made);
    return made(query, values);
  };
}

type Values = Record<string, unknown>;

/** Gives every value a name of its own: `{a: 1, b: [2, 3], c: undefined}` → `{a: 1, b0: 2, b1: 3}`. */
function valuesIn(given: object): Values {
  const values: Values = {};
  for (const [name, value] of Object.entries(given)) {
    if (Array.isArray(value)) for (const [index, entry] of value.entries()) values[name + index] = entry;
    else if (value !== undefined) values[name] = value;
  }
  return values;
}

/** Returns `given` with a placeholder in the place of each value, under the names that `valuesIn` gives. */
function withPlaceholders<Given extends object>(given: Given, placeholder: Placeholder<Values>): Given {
  const entries = Object.entries(given).map(([name, value]) => {
    if (Array.isArray(value)) return [name, value.map((_, index) => placeholder(name + index))];
    return [name, value === undefined ? undefined : placeholder(name)];
  });
  return Object.fromEntries(entries) as Given;
}

interface Ready {
  readonly compiled: CompiledQuery;
  /** The parameters in order: a name that is looked up in the values of a call, or a constant of the query. */
  readonly slots: readonly unknown[];
}

/** Stands in the compiled query for the value of that name in each call. */
class NamedSlot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

function compile<Values, Row>(
  build: (query: Queries, value: Placeholder<Values>) => Compilable<Row>,
  query: Queries,
): Ready {
  const compiled = build(query, (name) => new NamedSlot(name) as Values[typeof name]).compile();
  return { compiled, slots: compiled.parameters };
}
