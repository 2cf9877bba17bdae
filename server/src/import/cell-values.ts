import type { Words } from '@gongdan/contract';
import type { Catalog, Category } from '../catalog/catalog.ts';
import { levels } from '../catalog/levels.ts';
import { refusedField } from '../errors.ts';
import type { Agent, Staff } from '../people/staff.ts';
import type { Desk } from '../tickets/model/desk.ts';
import { Ambiguous, idOf, indexNames, type Named, type NameIndex, namesIn } from './named.ts';
import { notExisting, readMoment } from './read-moment.ts';
import { sourceNames } from './source-names.ts';

type Given = Readonly<Record<string, unknown>>;

/** Returns the row's cells with the times that a spreadsheet writes in the form of the wire. Throws Problem. */
export function withTimes(zone: string, given: Given): Given {
  return withRead(given, (column, text) => (times.has(column) ? timeOf(zone, column, text) : text));
}

/**
 * Returns the cells of a ticket's row as calls give them: categories, statuses, levels, groups and agents by their ids, and
 * times in the form of the wire. A value that is no name is returned as it is, for the check of its column to accept or
 * refuse. Throws Problem for a name of several things.
 */
export function ticketCells(desk: Desk, zone: string, given: Given): Given {
  return withRead(given, (column, text) => {
    if (times.has(column)) return timeOf(zone, column, text);
    const things = columns.get(column);
    return things ? idFor(things, desk, column, text) : text;
  });
}

function withRead(given: Given, read: (column: string, text: string) => string): Given {
  const cells = Object.entries(given).map(([column, value]) => {
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
    demandWhole(column, text);
    return [column, text === '' ? value : read(column, text)] as const;
  });
  return Object.fromEntries(cells);
}

/** Columns of long numbers, whose last digits a spreadsheet replaces by an exponent. */
const numbered: ReadonlySet<string> = new Set(['userid', 'partnerid', 'user_tels', 'recordid', 'ticket_code']);

function demandWhole(column: string, text: string): void {
  if (numbered.has(column) && /^[0-9](?:\.[0-9]{1,20})?E\+[0-9]{1,3}$/i.test(text)) {
    throw refusedField(column, { zh: `${text} 已被电子表格改短`, en: `${text} was shortened by a spreadsheet` });
  }
}

const times: ReadonlySet<string> = new Set(['create_datetime', 'update_datetime']);

function timeOf(zone: string, column: string, text: string): string {
  const moment = readMoment(text, zone);
  if (moment === 'impossible') throw refusedField(column, notExisting(text));
  return moment?.day === undefined ? text : `${moment.day} ${moment.clock ?? '00:00:00'}`;
}

/** How the cells of a column name things: `has` tells ids, `index` finds names. */
interface Things {
  /** Given for things that have codes: says that a cell is neither a code nor a name. */
  readonly none?: (name: string) => Words;
  readonly has: (desk: Desk, id: string) => boolean;
  readonly index: (desk: Desk) => NameIndex;
}

function idFor({ has, index, none }: Things, desk: Desk, column: string, text: string): string {
  if (has(desk, text)) return text;
  try {
    const id = idOf(index(desk), text);
    if (id === undefined && none !== undefined && !/^-?[0-9]/.test(text))
      throw refusedField(column, unknownName(none(text), index(desk)));
    return id ?? text;
  } catch (error) {
    if (error instanceof Ambiguous) throw refusedField(column, error.words);
    throw error;
  }
}

function unknownName({ zh, en }: Words, index: NameIndex): Words {
  const names = namesIn(index);
  return { zh: `${zh}；${names.zh}`, en: `${en}; ${names.en}` };
}

const agents: Things = {
  has: ({ staff }, id) => staff.agents.has(id),
  index: ({ staff }) => kept(agentNames, staff, ({ agents }) => Array.from(agents.values(), agentName)),
};

const columns: ReadonlyMap<string, Things> = new Map([
  [
    'ticket_typeid',
    {
      has: ({ catalog }, id) => catalog.categories.has(id),
      index: ({ catalog }) =>
        kept(categoryNames, catalog, ({ categories }) => Array.from(categories.values(), categoryName)),
    },
  ],
  [
    'ticket_status',
    {
      none: (name) => ({ zh: `没有名为 ${name} 的状态`, en: `no status has the name ${name}` }),
      has: ({ catalog }, code) => catalog.statuses.has(Number(code)),
      index: ({ catalog }) => kept(statusNames, catalog, statusesNamed),
    },
  ],
  [
    'ticket_level',
    {
      none: (name) => ({ zh: `没有名为 ${name} 的优先级`, en: `no level has the name ${name}` }),
      has: (_desk, code) => levels.has(Number(code)),
      index: () => levelNames,
    },
  ],
  [
    'ticket_from',
    {
      none: (name) => ({ zh: `没有名为 ${name} 的来源`, en: `no source has the name ${name}` }),
      has: (_desk, code) => sourceNames.has(Number(code)),
      index: () => sourceIndex,
    },
  ],
  [
    'deal_groupid',
    {
      has: ({ staff }, id) => staff.groups.has(id),
      index: ({ staff }) =>
        kept(groupNames, staff, ({ groups }) =>
          Array.from(groups.values(), ({ id, name }) => ({ id, names: [name], shown: name })),
        ),
    },
  ],
  ['deal_agentid', agents],
  ['create_agentid', agents],
]);

/** The indexes of a snapshot are kept as long as the snapshot. */
const categoryNames = new WeakMap<Catalog, NameIndex>();
const statusNames = new WeakMap<Catalog, NameIndex>();
const groupNames = new WeakMap<Staff, NameIndex>();
const agentNames = new WeakMap<Staff, NameIndex>();
const sourceIndex = codeNames(sourceNames);
const levelNames = codeNames(levels);

function codeNames(codes: ReadonlyMap<number, string>): NameIndex {
  return indexNames(Array.from(codes, ([code, name]) => ({ id: String(code), names: [name], shown: name })));
}

function kept<Of extends object>(
  indexes: WeakMap<Of, NameIndex>,
  of: Of,
  list: (of: Of) => Iterable<Named>,
): NameIndex {
  const known = indexes.get(of);
  if (known) return known;
  const index = indexNames(list(of));
  indexes.set(of, index);
  return index;
}

/** A category is found by its path. A leaf, the only kind that takes tickets, is found by its own name as well. */
function categoryName({ id, name, path, childIds }: Category): Named {
  return { id, names: childIds.length === 0 ? [name, path] : [path], shown: path };
}

function statusesNamed({ statuses }: Catalog): Iterable<Named> {
  const inUse = [...statuses.values()].filter(({ deleted }) => !deleted);
  return inUse.map(({ code, name }) => ({ id: String(code), names: [name], shown: name }));
}

/** An agent is found by the name, the nick or the e-mail. */
function agentName({ id, name, nick, email }: Agent): Named {
  return { id, names: [name, nick, email], shown: name };
}
