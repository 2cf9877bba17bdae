import type { Customer, ParametersOf } from '../api/types.ts';

export type CustomerInput = Omit<ParametersOf<'updateCustomer'>, 'id'>;

/** The values of a customer form. E-mails and phones are texts with one entry per line. */
export interface CustomerForm {
  readonly nick: string;
  readonly name: string;
  readonly emails: string;
  readonly phones: string;
  readonly partnerId: string;
  readonly enterprise: string;
  readonly remark: string;
}

export const emptyForm: CustomerForm = {
  nick: '',
  name: '',
  emails: '',
  phones: '',
  partnerId: '',
  enterprise: '',
  remark: '',
};

export function formOf(customer: Customer): CustomerForm {
  const { nick, name, partnerId, enterprise, remark } = customer;
  return {
    nick,
    name,
    emails: customer.emails.join('\n'),
    phones: customer.phones.join('\n'),
    partnerId,
    enterprise,
    remark,
  };
}

/** Returns the properties that differ from those in `before`. */
export function changesOf(form: CustomerForm, before: CustomerForm): CustomerInput {
  const texts = (['nick', 'name', 'partnerId', 'enterprise', 'remark'] as const).filter(
    (key) => form[key].trim() !== before[key],
  );
  return {
    ...Object.fromEntries(texts.map((key) => [key, form[key].trim()])),
    ...(form.emails.trim() === before.emails ? {} : { emails: linesOf(form.emails) }),
    ...(form.phones.trim() === before.phones ? {} : { phones: linesOf(form.phones) }),
  };
}

/** Returns the input for a new customer. Blank properties are left out. */
export function inputOf(form: CustomerForm): CustomerInput {
  return changesOf(form, emptyForm);
}

/** Splits a text into its entries, at line breaks, commas and semicolons. Repeated entries are dropped. */
function linesOf(text: string): string[] {
  return [...new Set(text.split(/[\n,，;；]/).map((line) => line.trim()))].filter((line) => line !== '');
}
