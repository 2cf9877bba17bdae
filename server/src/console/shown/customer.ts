import type { Customer } from '../../people/customer.ts';

export function shownCustomer(customer: Customer) {
  return {
    id: customer.id,
    nick: customer.nick,
    name: customer.name,
    emails: [...customer.emails],
    phones: [...customer.phones],
    partnerId: customer.partnerId ?? '',
    enterprise: customer.enterpriseName,
    level: customer.level,
    vipLevel: customer.vipLevel,
    status: customer.status,
    label: customer.label,
    remark: customer.remark,
    createdAt: customer.createdAt,
  };
}
