import type { Queries } from '../db/database.ts';

/** A company of the installation, with counts that are cheap to read. */
export interface ListedCompany {
  readonly companyid: string;
  readonly name: string;
  readonly apps: number;
  readonly agents: number;
  /** Without deleted ones. */
  readonly tickets: number;
}

/** Lists the companies in the order of their creation. */
export async function listCompanies(query: Queries): Promise<ListedCompany[]> {
  const companies = await query
    .selectFrom('company')
    .select(['id', 'name'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const [apps, agents, tickets] = [
    await countOf(query, 'app'),
    await countOf(query, 'agent'),
    await countTickets(query),
  ];
  return companies.map(({ id, name }) => ({
    companyid: id,
    name,
    apps: apps.get(id) ?? 0,
    agents: agents.get(id) ?? 0,
    tickets: tickets.get(id) ?? 0,
  }));
}

async function countOf(query: Queries, table: 'app' | 'agent'): Promise<Map<string, number>> {
  const rows = await query
    .selectFrom(table)
    .select(['company_id', (row) => row.fn.countAll<number>().as('count')])
    .groupBy('company_id')
    .execute();
  return new Map(rows.map(({ company_id, count }) => [company_id, Number(count)]));
}

/** Adds up the counters of the hours, which are few, instead of counting tickets. Status -1 stands for all but deleted ones. */
async function countTickets(query: Queries): Promise<Map<string, number>> {
  const rows = await query
    .selectFrom('ticket_count')
    .select(['company_id', (row) => row.fn.sum<number>('tickets').as('count')])
    .where('moment', '=', 'created_at')
    .where('status', '=', -1)
    .groupBy('company_id')
    .execute();
  return new Map(rows.map(({ company_id, count }) => [company_id, Number(count)]));
}
