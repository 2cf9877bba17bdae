import type { Tx } from '../context.ts';
import { lowerSpellingsOf } from '../db/case.ts';
import { refused } from '../errors.ts';

export type ContactKind = 'email' | 'phone';

/** The most characters of an e-mail or phone, because an entry of an index holds only some thousand bytes. */
export const longestContact = 255;

/** Returns the keys under which a contact may be stored: for an e-mail, its spellings in lower case. */
export function contactKeys(kind: ContactKind, contact: string): string[] {
  return kind === 'email' ? lowerSpellingsOf(contact) : [contact];
}

/** Returns the key under which a contact is stored. */
export function contactKey(kind: ContactKind, contact: string): string {
  return kind === 'email' ? contact.toLowerCase() : contact;
}

/** The owner of contacts. If several customers share a contact, the one who was created first is found. */
export interface ContactOwner {
  readonly id: string;
  readonly createdAt: number;
}

export interface Contacts {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** Adds e-mails and phones by which the customer can be found. */
export async function addContacts(tx: Tx, owner: ContactOwner, contacts: Contacts): Promise<void> {
  const rows = [
    ...contactRows(tx, owner, 'email', contacts.emails),
    ...contactRows(tx, owner, 'phone', contacts.phones),
  ];
  if (rows.length > 0) await tx.query.insertInto('customer_contact').values(rows).execute();
}

/** Replaces the e-mails and phones by which the customer can be found. */
export async function replaceContacts(tx: Tx, owner: ContactOwner, contacts: Contacts): Promise<void> {
  await tx.query
    .deleteFrom('customer_contact')
    .where('company_id', '=', tx.company.id)
    .where('customer_id', '=', owner.id)
    .execute();
  await addContacts(tx, owner, contacts);
}

function contactRows(tx: Tx, owner: ContactOwner, kind: ContactKind, contacts: readonly string[]) {
  if (contacts.some((contact) => contact.length > longestContact)) {
    throw refused(kind === 'email' ? 'emails' : 'phones', `one is longer than ${longestContact} characters`);
  }
  const keys = new Set(contacts.map((contact) => contactKey(kind, contact)));
  return [...keys].map((value) => ({
    company_id: tx.company.id,
    kind,
    value,
    customer_id: owner.id,
    created_at: owner.createdAt,
  }));
}
