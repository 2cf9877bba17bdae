import type { Tx } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { Problem } from '../errors.ts';
import { type ContactKind, contactKeys } from './contacts.ts';
import type { Customer } from './customer.ts';
import { findCustomerByContact } from './customer-store.ts';
import { type CustomerInput, insertCustomer } from './save-customer.ts';

/** By what a caller knows a customer, strongest first. Blank or missing keys are not looked at. */
export interface CustomerKeys {
  readonly id?: string | undefined;
  readonly partnerId?: string | undefined;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** What a ticket needs to know of its customer. */
export type FoundCustomer = Pick<Customer, 'id' | 'nick'>;

/**
 * The customer whom the strongest key that matches names, unchanged; else a new one made from the keys. Of several
 * that share an e-mail or phone the earliest made is meant. Call it after the ticket's number was taken: that row's
 * lock makes two identical calls at the same moment find one customer.
 */
export function findOrCreateCustomer(tx: Tx, keys: CustomerKeys): Promise<FoundCustomer> {
  const { emails, phones, partnerId } = keys;
  const nick = partnerId || emails[0] || phones[0] || '访客';
  return findOrMake(tx, keys, { nick, emails, phones, partnerId: partnerId || undefined });
}

/**
 * The customer whom the input's partner id, else one of its e-mails, else one of its phones names, unchanged; else a
 * new one made from the input, once `demand` has found nothing missing. The company's lock makes two identical calls at
 * the same moment find one customer.
 */
export function findOrSaveCustomer(tx: Tx, input: CustomerInput, demand: () => void): Promise<FoundCustomer> {
  const { partnerId, emails = [], phones = [] } = input;
  return findOrMake(tx, { partnerId, emails, phones }, input, demand);
}

async function findOrMake(
  tx: Tx,
  keys: CustomerKeys,
  input: CustomerInput,
  demand: () => void = () => {},
): Promise<FoundCustomer> {
  const known = await lookForCustomer(tx, keys);
  if (known) return known;
  demand();
  const id = await insertCustomer(tx, input);
  if (id !== undefined) return { id, nick: input.nick };
  // Another call made a customer of this partner id since we looked.
  const rival = await lookForCustomer(tx, keys);
  if (!rival) throw new Problem('overloaded', 'the customer is being changed');
  return rival;
}

/** The customer whom the strongest key that matches names. */
export async function lookForCustomer(
  tx: Pick<Tx, 'query' | 'company'>,
  { id, partnerId, emails, phones }: CustomerKeys,
): Promise<FoundCustomer | undefined> {
  const company = tx.company.id;
  return (
    (id ? (await byId(tx.query, { company, id }))[0] : undefined) ??
    (partnerId ? (await byPartner(tx.query, { company, partnerId }))[0] : undefined) ??
    (await findByContact(tx, 'email', emails)) ??
    (await findByContact(tx, 'phone', phones))
  );
}

async function findByContact(
  { query, company }: Pick<Tx, 'query' | 'company'>,
  kind: ContactKind,
  contacts: readonly string[],
): Promise<FoundCustomer | undefined> {
  const keys = contacts.flatMap((contact) => contactKeys(kind, contact));
  if (keys.length > mostOneByOne) return findCustomerByContact(query, company.id, kind, contacts);
  const owners: DatedCustomer[] = [];
  for (const value of keys) {
    owners.push(...(await byContact(query, { company: company.id, kind, value })));
  }
  const [first, ...others] = owners;
  return first && others.reduce(earlier, first);
}

/**
 * A call nearly always has one key, for which a query is ready. 160 e-mails with four sigmas each have 2,560 spellings: one
 * by one they held the company's lock on PostgreSQL for a second, and the loop on SQLite for 150 ms.
 */
const mostOneByOne = 4;

interface DatedCustomer extends FoundCustomer {
  readonly createdAt: number;
}

function earlier(one: DatedCustomer, other: DatedCustomer): DatedCustomer {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? one : other;
  return one.id <= other.id ? one : other;
}

const byId = prepared<{ company: string; id: string }, FoundCustomer>((query, value) =>
  query
    .selectFrom('customer')
    .where('company_id', '=', value('company'))
    .where('id', '=', value('id'))
    .select(['id', 'nick']),
);

const byPartner = prepared<{ company: string; partnerId: string }, FoundCustomer>((query, value) =>
  query
    .selectFrom('customer')
    .where('company_id', '=', value('company'))
    .where('partner_id', '=', value('partnerId'))
    .select(['id', 'nick']),
);

const byContact = prepared<{ company: string; kind: ContactKind; value: string }, DatedCustomer>((query, value) =>
  query
    .selectFrom('customer_contact as contact')
    .innerJoin('customer', (join) =>
      join.onRef('customer.company_id', '=', 'contact.company_id').onRef('customer.id', '=', 'contact.customer_id'),
    )
    .where('contact.company_id', '=', value('company'))
    .where('contact.kind', '=', value('kind'))
    .where('contact.value', '=', value('value'))
    .orderBy('contact.created_at')
    .orderBy('contact.customer_id')
    .limit(1)
    .select(['customer.id', 'customer.nick', 'contact.created_at as createdAt']),
);
