import type { endpoints } from '@gongdan/contract';
import { loadCustomerFields } from '../catalog/customer-fields.ts';
import { refusedField } from '../errors.ts';
import { queryCustomers } from '../people/customer-list.ts';
import { splitContacts } from '../wire/contacts.ts';
import { customerToWire, statusesFromWire } from '../wire/customer.ts';
import { readPage, writePage } from '../wire/paging.ts';
import { isReversed, readRange } from '../wire/range.ts';
import type { Handler } from './handler.ts';

export const query_users: Handler<typeof endpoints.query_users> = async ({ company, db, snapshots }, given) => {
  const range = readRange(company.zone, given.start_datetime, given.end_datetime);
  if (isReversed(range)) throw refusedField('end_datetime', 'before the start', 'range_reversed');

  const page = readPage(given);
  const filter = {
    nick: given.user_nick,
    emails: splitContacts(given.user_emails),
    phones: splitContacts(given.user_tels),
    statuses: statusesFromWire(given.user_status),
    enterpriseId: given.enterpriseid,
    createdFrom: range.from,
    createdBefore: range.before,
  };
  const [fields, { customers, total }] = await Promise.all([
    snapshots.get(company.id, loadCustomerFields),
    queryCustomers(db.query, company.id, filter, page),
  ]);
  return { items: customers.map((customer) => customerToWire(company, fields, customer)), ...writePage(page, total) };
};
