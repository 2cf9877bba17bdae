import type { endpoints } from '@gongdan/contract';
import { queryEnterprises } from '../people/enterprise-list.ts';
import { enterpriseToWire } from '../wire/enterprise.ts';
import { readPage, writePage } from '../wire/paging.ts';
import type { Handler } from './handler.ts';

export const query_enterprises: Handler<typeof endpoints.query_enterprises> = async ({ company, db }, given) => {
  const page = readPage(given);
  const { enterprises, total } = await queryEnterprises(db.query, company.id, page);
  return { items: enterprises.map((enterprise) => enterpriseToWire(company, enterprise)), ...writePage(page, total) };
};
