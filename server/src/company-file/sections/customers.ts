import type { Queries } from '../../db/database.ts';
import { contactKey, longestContact } from '../../people/contacts.ts';
import { customerOf, selectCustomers } from '../../people/customer-store.ts';
import { joinContacts, splitContacts } from '../../wire/contacts.ts';
import type { Fault } from '../fault.ts';
import { batches, insert, removeWhere, upsert } from '../rows.ts';
import { fillFrom, type Scope, type Section, type StoredEntry, type WantedEntry } from '../section.ts';
import { type CustomerEntry, customerEntry } from '../shape.ts';

const fill = fillFrom<CustomerEntry>(customerEntry);

/**
 * Customers. Unless all are needed, only those with an id or partner id of the file are read, because a company may have
 * millions.
 */
export const customers: Section<CustomerEntry> = {
  name: 'customers',
  large: true,
  idOf: ({ userid }) => userid,

  fill(given, stored) {
    const entry = fill(given, stored);
    const { user_tels, user_emails } = entry;
    const fields = withoutBlanks({ ...stored?.fields, ...given.fields });
    return { ...entry, user_tels: tidy(user_tels), user_emails: tidy(user_emails), fields };
  },

  async load({ query, companyId }, given) {
    if (given === 'all')
      return entriesOf(await selectCustomers(query, companyId).orderBy('created_at').orderBy('customer.id').execute());
    const found = new Map<string, StoredEntry<CustomerEntry>>();
    for (const some of batches(given, 500)) {
      const ids = some.map((entry) => entry.userid);
      const partners = some.map((entry) => entry.partnerid ?? '').filter((id) => id !== '');
      const rows = await selectCustomers(query, companyId)
        .where((row) =>
          row.or([row('customer.id', 'in', ids), ...(partners.length > 0 ? [row('partner_id', 'in', partners)] : [])]),
        )
        .execute();
      for (const stored of entriesOf(rows)) found.set(stored.entry.userid, stored);
    }
    return [...found.values()];
  },

  async save(scope, entries) {
    const { query, companyId } = scope;
    const ids = entries.map(({ entry }) => entry.userid);
    // Clears the partner ids first: two customers may swap theirs, and the store checks that partner ids are unique after
    // each statement.
    await releasePartners(scope, ids);
    const enterprises = await enterpriseIds(scope, entries);
    const created = await creationTimes(scope, entries);
    await upsert(
      query,
      'customer',
      ['company_id', 'id'],
      entries.map(({ entry }) => ({
        company_id: companyId,
        id: entry.userid,
        nick: entry.user_nick,
        name: entry.user_name!,
        emails: entry.user_emails!,
        phones: entry.user_tels!,
        partner_id: entry.partnerid || null,
        enterprise_id: enterprises.get(entry.enterprise_name!) ?? null,
        level: entry.user_level!,
        vip_level: entry.vip_level!,
        status: entry.user_status!,
        label: entry.user_label!,
        remark: entry.remark!,
        extras: JSON.stringify(entry.fields),
        created_by: '',
        updated_by: '',
        created_at: created.get(entry.userid)!,
        updated_at: scope.at,
      })),
      ['created_by', 'created_at'],
    );
    await removeWhere(query, companyId, 'customer_contact', 'customer_id', ids);
    await insert(
      query,
      'customer_contact',
      entries.flatMap(({ entry }) => contactRows(companyId, entry, created.get(entry.userid)!)),
    );
  },

  async remove({ query, companyId }, ids) {
    await removeWhere(query, companyId, 'customer_contact', 'customer_id', ids);
    await removeWhere(query, companyId, 'customer', 'id', ids);
  },

  /** Customers made by calls have a generated id. No file ever listed them, so a file without them does not remove them. */
  prunable: (id) => !/^[0-9a-f]{32}$/.test(id),

  faults: ({ user_tels, user_emails }) => [
    ...tooLong('user_tels', user_tels!),
    ...tooLong('user_emails', user_emails!),
  ],

  // The reference is loose, because a customer may have values of fields that the company does not define.
  references: ({ fields = {} }) =>
    Object.keys(fields).map((id) => ({ section: 'customer_fields', id, path: ['fields', id], loose: true })),

  unique: ({ partnerid }) => ({ partnerid: partnerid! }),
};

/** A blank value clears the field. */
function withoutBlanks(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

function tooLong(key: 'user_tels' | 'user_emails', contacts: string): Fault[] {
  if (!splitContacts(contacts).some((contact) => contact.length > longestContact)) return [];
  return [
    {
      path: [key],
      text: { zh: `其中一个超过 ${longestContact} 个字符`, en: `one is longer than ${longestContact} characters` },
    },
  ];
}

function tidy(contacts: string | undefined): string {
  return joinContacts(splitContacts(contacts));
}

function entriesOf(rows: Parameters<typeof customerOf>[0][]): StoredEntry<CustomerEntry>[] {
  return rows.map(customerOf).map((customer) => ({
    position: 0,
    entry: {
      userid: customer.id,
      user_nick: customer.nick,
      user_name: customer.name,
      user_tels: joinContacts(customer.phones),
      user_emails: joinContacts(customer.emails),
      partnerid: customer.partnerId ?? '',
      enterprise_name: customer.enterpriseName,
      user_level: customer.level,
      vip_level: customer.vipLevel,
      user_status: customer.status,
      user_label: customer.label,
      remark: customer.remark,
      fields: customer.extras,
    },
  }));
}

function contactRows(companyId: string, entry: CustomerEntry, createdAt: number) {
  const rowsOf = (kind: 'email' | 'phone', contacts: string | undefined) =>
    [...new Set(splitContacts(contacts).map((contact) => contactKey(kind, contact)))].map((value) => ({
      company_id: companyId,
      kind,
      value,
      customer_id: entry.userid,
      created_at: createdAt,
    }));
  return [...rowsOf('email', entry.user_emails), ...rowsOf('phone', entry.user_tels)];
}

async function releasePartners({ query, companyId }: Scope, ids: readonly string[]): Promise<void> {
  for (const some of batches(ids, 500)) {
    await query
      .updateTable('customer')
      .set({ partner_id: null })
      .where('company_id', '=', companyId)
      .where('id', 'in', some)
      .where('partner_id', 'is not', null)
      .execute();
  }
}

/** Returns the enterprises' ids by name; enterprises of new names are created. */
async function enterpriseIds({ query, companyId, newId }: Scope, entries: readonly WantedEntry<CustomerEntry>[]) {
  const names = [...new Set(entries.map(({ entry }) => entry.enterprise_name!))].filter((name) => name !== '');
  const ids = await readEnterprises(query, companyId, names);
  const missing = names.filter((name) => !ids.has(name));
  const rows = missing.map((name) => ({ company_id: companyId, id: newId(), name }));
  await insert(query, 'enterprise', rows);
  for (const { id, name } of rows) ids.set(name, id);
  return ids;
}

async function readEnterprises(query: Queries, companyId: string, names: readonly string[]) {
  const ids = new Map<string, string>();
  for (const some of batches(names, 500)) {
    const rows = await query
      .selectFrom('enterprise')
      .select(['id', 'name'])
      .where('company_id', '=', companyId)
      .where('name', 'in', some)
      .execute();
    for (const { id, name } of rows) ids.set(name, id);
  }
  return ids;
}

/**
 * Returns the creation times of the customers. New customers get times a millisecond apart, in the file's order and after
 * all others: when several customers share an e-mail, searches find the one who was created first.
 */
async function creationTimes({ query, companyId, at }: Scope, entries: readonly WantedEntry<CustomerEntry>[]) {
  const times = new Map<string, number>();
  const known = entries.filter(({ isNew }) => !isNew).map(({ entry }) => entry.userid);
  for (const some of batches(known, 500)) {
    const rows = await query
      .selectFrom('customer')
      .select(['id', 'created_at'])
      .where('company_id', '=', companyId)
      .where('id', 'in', some)
      .execute();
    for (const row of rows) times.set(row.id, row.created_at);
  }
  const newest = await query
    .selectFrom('customer')
    .select((row) => row.fn.max('created_at').as('at'))
    .where('company_id', '=', companyId)
    .executeTakeFirst();
  const added = entries.filter(({ isNew }) => isNew);
  const first = Math.max(at - added.length, (newest?.at ?? 0) + 1);
  for (const [index, { entry }] of added.entries()) times.set(entry.userid, first + index);
  return times;
}
