import type { Company } from '../context.ts';
import type { Enterprise } from '../people/enterprise-list.ts';
import { formatTime } from '../zone.ts';

export function enterpriseToWire(company: Company, { id, name, createdAt }: Enterprise) {
  return {
    companyid: company.id,
    enterpriseid: id,
    enterprise_name: name,
    create_datetime: formatTime(company.zone, createdAt),
  };
}
