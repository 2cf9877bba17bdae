import type { endpoints, Parameters } from '@gongdan/contract';
import type { Field } from '../catalog/catalog.ts';
import type { Company } from '../context.ts';
import type { Customer } from '../people/customer.ts';
import type { CustomerInput } from '../people/save-customer.ts';
import { formatTime } from '../zone.ts';
import { joinContacts, splitContacts } from './contacts.ts';

/** The level and the status of a customer who was never given one. */
const unset = '0';

/** Field id → field, of the fields that the company defines for its customers. */
type Fields = ReadonlyMap<string, Pick<Field, 'id' | 'name'>>;

export function customerToWire(company: Company, fields: Fields, customer: Customer) {
  return {
    userid: customer.id,
    user_nick: customer.nick,
    companyid: company.id,
    user_emails: joinContacts(customer.emails),
    user_name: customer.name,
    user_tels: joinContacts(customer.phones),
    user_level: customer.level || unset,
    vip_level: customer.vipLevel,
    user_status: customer.status || unset,
    partnerid: customer.partnerId ?? '',
    enterpriseid: customer.enterpriseId ?? '',
    enterprise_name: customer.enterpriseName,
    create_agentid: customer.createdBy,
    update_agentid: customer.updatedBy,
    remark: customer.remark,
    extend_field_values: fieldValues(fields, customer.extras),
    create_datetime: formatTime(company.zone, customer.createdAt),
    user_label: customer.label,
  };
}

/** Lists values in the order of the fields. Values of fields that the company no longer defines come last, without a name. */
function fieldValues(fields: Fields, extras: Customer['extras']) {
  const value = (fieldid: string, field_name: string) => ({ fieldid, field_name, field_value: extras[fieldid]! });
  const defined = [...fields.values()].filter(({ id }) => Object.hasOwn(extras, id));
  const others = Object.keys(extras).filter((id) => !fields.has(id));
  return [...defined.map(({ id, name }) => value(id, name)), ...others.map((id) => value(id, ''))];
}

/** Returns the stored statuses that a filter selects. "" is stored for customers who were never given a status. */
export function statusesFromWire(status: string | undefined): string[] | undefined {
  if (status === undefined) return undefined;
  return status === unset ? [unset, ''] : [status];
}

/** Reads a customer from a call's parameters. Values that were not given stay undefined: an update keeps the stored ones. */
export function customerFromWire(given: Parameters<typeof endpoints.save_user>): CustomerInput {
  return {
    nick: given.user_nick,
    name: given.user_name,
    emails: given.user_emails === undefined ? undefined : splitContacts(given.user_emails),
    phones: given.user_tels === undefined ? undefined : splitContacts(given.user_tels),
    partnerId: given.partnerid,
    enterpriseName: given.enterprise_name,
    level: given.user_level,
    vipLevel: given.vip_level,
    status: given.user_status,
    label: given.user_label,
    remark: given.remark,
    extras:
      given.extend_field_params &&
      Object.fromEntries(given.extend_field_params.map(({ fieldid, field_value = '' }) => [fieldid, field_value])),
  };
}

/** The answer of `save_user` and `update_user`. */
export function savedCustomer(company: Company, id: string, nick: string) {
  return { userid: id, user_nick: nick, companyid: company.id };
}
