import type { Tx } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { Problem } from '../errors.ts';
import { type ContactKind, contactKeys } from './contacts.ts';
import type { Customer } from './customer.ts';
import { findCustomerByContact } from './customer-store.ts';
import { type CustomerInput, insertCustomer } from './save-customer.ts';

/** The keys by which a caller knows a customer, strongest first. Blank and missing keys are ignored. */
export interface CustomerKeys {
  readonly id?: string | undefined;
  readonly partnerId?: string | undefined;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** The customer's data that a ticket needs. */
export type FoundCustomer = Pick<Customer, 'id' | 'nick'>;

/**
 * Returns the customer of the strongest matching key, unchanged; creates one from the keys when none matches. If
 * several customers share an e-mail or phone, the one who was created first is found. Commands of a company run one after the
 * other, so two identical calls find one customer.
 */
export function findOrCreateCustomer(tx: Tx, keys: CustomerKeys): Promise<FoundCustomer> {
  const { emails, phones, partnerId } = keys;
  const nick = partnerId || emails[0] || phones[0] || '访客';
  return findOrMake(tx, keys, { nick, emails, phones, partnerId: partnerId || undefined });
}

/**
 * Returns the customer of the input's partner id, else of its e-mails, else of its phones, unchanged. When there is
 * none, it calls `demand`, which throws if values are missing, and creates a customer from the input. Two identical calls
 * find one customer, as with `findOrCreateCustomer`.
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
  // Another command has created a customer with this partner id since the search.
  const rival = await lookForCustomer(tx, keys);
  if (!rival) throw new Problem('overloaded', 'the customer is being changed');
  return rival;
}

/** Finds the customer of the strongest matching key. */
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
 * Up to so many spellings are looked up one by one, by a prepared query: nearly every call has only one. More are looked up
 * by one query together. 160 e-mails with four sigmas each have 2,560 spellings, and a query for each held the company's lock
 * on PostgreSQL for a second and blocked SQLite's event loop for 150 ms.
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
