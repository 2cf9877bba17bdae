import { endpoints } from '@gongdan/contract';
import Type, { type Static } from 'typebox';
import { loadCustomerFields } from '../catalog/customer-fields.ts';
import { loadCatalog } from '../catalog/load.ts';
import { type NameComparison, nearName } from '../config/near-name.ts';
import type { Commanding } from '../context.ts';
import { refusedField } from '../errors.ts';
import { give, nothingGiven } from '../http/parameters/given.ts';
import { type Member, membersOf, readMembers } from '../http/parameters/members.ts';
import { titledColumns } from './column-titles.ts';
import type { ColumnFaults } from './demand-columns.ts';
import type { ImportKind } from './row.ts';

const { save_user, save_user_ticket, save_agent_ticket, save_ticket_reply } = endpoints;
const byCustomer = save_user_ticket.parameters.properties;
const byAgent = save_agent_ticket.parameters.properties;
const moment = save_ticket_reply.parameters.properties.get_ticket_datetime;

/** The columns of customers: the parameters of `save_user`, an id that the customer keeps, and the time of creation. */
const customerColumns = Type.Object({
  userid: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })),
  create_datetime: Type.Optional(moment),
  ...save_user.parameters.properties,
});

/** The columns of tickets. Their names are those of parameters and answers of the wire. */
const ticketColumns = Type.Object({
  ticket_title: byAgent.ticket_title,
  ticket_content: Type.Optional(byAgent.ticket_content),
  ticket_typeid: byAgent.ticket_typeid,
  ticket_from: byAgent.ticket_from,
  ticket_status: Type.Optional(byAgent.ticket_status),
  ticket_level: Type.Optional(byAgent.ticket_level),
  /** The ticket's number, if it has the form of our numbers. A number of another form belongs into `recordid`. */
  ticket_code: Type.Optional(Type.String({ pattern: '^[0-9]{14,18}$' })),
  recordid: byAgent.recordid,
  userid: byCustomer.userid,
  partnerid: byCustomer.partnerid,
  user_emails: byCustomer.user_emails,
  user_tels: byCustomer.user_tels,
  create_agentid: Type.Optional(byAgent.create_agentid),
  deal_groupid: byAgent.deal_groupid,
  deal_agentid: byAgent.deal_agentid,
  create_datetime: Type.Optional(moment),
  update_datetime: Type.Optional(moment),
  file_str: byAgent.file_str,
  extend_fields: byAgent.extend_fields,
});

export type CustomerRow = Static<typeof customerColumns>;
export type TicketRow = Static<typeof ticketColumns>;

/** Reads a row as a call's parameters are read. Throws Problem naming the first column at fault. */
type RowReader<Row> = (given: Readonly<Record<string, unknown>>, zone: string) => Row;

const customerMembers = membersOf(customerColumns);
const ticketMembers = membersOf(ticketColumns);

export const readCustomerRow = rowReader<CustomerRow>(customerMembers, 'extend_field_params');
export const readTicketRow = rowReader<TicketRow>(ticketMembers, 'extend_fields');

/** Compares a file's columns with those that its kind allows: the columns above and the company's custom fields. */
export async function checkColumns(
  { company, snapshots }: Pick<Commanding, 'company' | 'snapshots'>,
  kind: ImportKind,
  columns: readonly string[],
): Promise<ColumnFaults> {
  if (kind === 'customers')
    return compare(customerMembers, await snapshots.get(company.id, loadCustomerFields), columns);
  const { fields } = await snapshots.get(company.id, loadCatalog);
  return compare(ticketMembers, fields, columns);
}

type Fields = ReadonlyMap<string, { readonly name: string }>;

function compare(members: readonly Member[], fields: Fields, columns: readonly string[]): ColumnFaults {
  const known = members.map(({ name }) => name);
  const names = new Set(known);
  const isField = (column: string) => column.startsWith(fieldPrefix) && fields.has(column.slice(fieldPrefix.length));
  const unknown = columns.filter((column) => !names.has(column) && !isField(column));
  return {
    unknown: unknown.map((column) => ({ column, meant: meantBy(column, known, fields) })),
    missing: members.filter(({ name, required }) => required && !columns.includes(name)).map(({ name }) => name),
    known: [...known, `${fieldPrefix}FIELDID`],
  };
}

/** Guesses which column was meant: a custom field by its name, or a column whose name is spelt nearly the same. */
function meantBy(column: string, known: readonly string[], fields: Fields): string | undefined {
  const title = column.startsWith(fieldPrefix) ? column.slice(fieldPrefix.length) : column;
  const named = [...fields].filter(([, { name }]) => name === title);
  if (named.length === 1) return `${fieldPrefix}${named[0]![0]}`;
  const titled = titledColumns.get(column);
  if (titled !== undefined && known.includes(titled)) return titled;
  if (!column.startsWith(fieldPrefix)) return nearName(column, known, comparison);
  const near = nearName(column.slice(fieldPrefix.length), [...fields.keys()], comparison);
  return near === undefined ? undefined : fieldPrefix + near;
}

/** In a name of one or two letters every other letter would be near. Capitals, blanks and marks between words do not count. */
const comparison: NameComparison = {
  fold: (name) => name.toLowerCase().replace(/[\s_-]/g, ''),
  most: (letters) => Math.floor(letters / 3),
};

/**
 * Makes a reader of rows. `list` is the parameter in which calls give the values of custom fields; a row may give them in
 * this column or in columns `field:<fieldid>`, but not in both.
 */
function rowReader<Row>(members: readonly Member[], list: string): RowReader<Row> {
  const names = new Map(members.map(({ name }) => [name, name]));
  return (row, zone) => {
    const given = nothingGiven();
    for (const [name, value] of Object.entries(row)) give(given, names, name, value);
    const fields = fieldColumns(row);
    if (fields.length > 0 && (given.values.get(list) ?? '') !== '') {
      const beside = fieldPrefix + fields[0]!.fieldid;
      throw refusedField(list, { zh: `与 ${beside} 重复给出`, en: `is given beside ${beside}` });
    }
    if (fields.length > 0) give(given, names, list, fields);
    return readMembers(members, given, '', zone) as Row;
  };
}

const fieldPrefix = 'field:';

/** Returns the values of the columns `field:<fieldid>`, which give each custom field a column of its own in a table. */
function fieldColumns(row: Readonly<Record<string, unknown>>): { fieldid: string; field_value: unknown }[] {
  return Object.entries(row).flatMap(([name, value]) =>
    name.startsWith(fieldPrefix) && value !== ''
      ? [{ fieldid: name.slice(fieldPrefix.length), field_value: value }]
      : [],
  );
}
