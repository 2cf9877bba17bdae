import type { Tx } from '../context.ts';
import { lowerSpellingsOf } from '../db/case.ts';
import { refused } from '../errors.ts';

export type ContactKind = 'email' | 'phone';

/** In characters; an index holds no more than some thousand bytes. */
export const longestContact = 255;

/** The keys under which a contact may be stored: an e-mail is the same whatever its case. */
export function contactKeys(kind: ContactKind, contact: string): string[] {
  return kind === 'email' ? lowerSpellingsOf(contact) : [contact];
}

/** The key under which a contact is stored. */
export function contactKey(kind: ContactKind, contact: string): string {
  return kind === 'email' ? contact.toLowerCase() : contact;
}

/** The customer whom contacts lead to, and since when: of several who share one the earliest made is meant. */
export interface ContactOwner {
  readonly id: string;
  readonly createdAt: number;
}

export interface Contacts {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** Makes the customer findable by these e-mails and phones. */
export async function addContacts(tx: Tx, owner: ContactOwner, contacts: Contacts): Promise<void> {
  const rows = [
    ...contactRows(tx, owner, 'email', contacts.emails),
    ...contactRows(tx, owner, 'phone', contacts.phones),
  ];
  if (rows.length > 0) await tx.query.insertInto('customer_contact').values(rows).execute();
}

/** Replaces what the customer can be found by. */
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
