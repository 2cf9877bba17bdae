import type { endpoints, Parameters } from '@gongdan/contract';
import type { Company } from '../context.ts';
import type { Customer } from '../people/customer.ts';
import type { CustomerInput } from '../people/save-customer.ts';
import { formatTime } from '../zone.ts';
import { joinContacts, splitContacts } from './contacts.ts';

/** The level and the status of a customer who was never given one. */
const unset = '0';

export function customerToWire(company: Company, customer: Customer) {
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
    // Extra fields of customers have no definitions, and so no names.
    extend_field_values: Object.entries(customer.extras).map(([fieldid, field_value]) => ({
      fieldid,
      field_name: '',
      field_value,
    })),
    create_datetime: formatTime(company.zone, customer.createdAt),
    user_label: customer.label,
  };
}

/** The statuses that a filter means, as customers have them: "" is that of one who was never given any. */
export function statusesFromWire(status: string | undefined): string[] | undefined {
  if (status === undefined) return undefined;
  return status === unset ? [unset, ''] : [status];
}

/** What a call says of a customer; contacts that were not given stay undefined. */
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

/** The short answer to saving a customer. */
export function savedCustomer(company: Company, id: string, nick: string) {
  return { userid: id, user_nick: nick, companyid: company.id };
}
