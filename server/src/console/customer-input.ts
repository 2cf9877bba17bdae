import type { consoleEndpoints } from '@gongdan/contract/console';
import type { Static } from 'typebox';
import type { CustomerInput } from '../people/save-customer.ts';
import { splitContacts } from '../wire/contacts.ts';

type Given = NonNullable<Static<typeof consoleEndpoints.createTicket.parameters>['newCustomer']>;

/** Reads a new customer. Without a nick, the first of name, partner id, e-mail and phone becomes the nick. */
export function customerFromInput(given: Given): CustomerInput {
  const input = customerChanges(given);
  const { nick, name, partnerId, emails = [], phones = [] } = input;
  return { ...input, nick: nick || name || partnerId || emails[0] || phones[0] || '访客' };
}

/** Reads the changes that an agent makes to a customer. An empty nick changes nothing. */
export function customerChanges(given: Given): Partial<CustomerInput> {
  const { nick, name, emails, phones, partnerId, enterprise, remark } = given;
  return {
    nick: nick?.trim() || undefined,
    name: name?.trim(),
    emails: emails && contactsOf(emails),
    phones: phones && contactsOf(phones),
    partnerId: partnerId?.trim(),
    enterpriseName: enterprise?.trim(),
    remark,
  };
}

function contactsOf(given: readonly string[]): string[] {
  return splitContacts(given.join(','));
}
