import type { Queries } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import type { EndpointKey } from './endpoint.ts';
import { waiting } from './state.ts';

/**
 * Returns the active endpoints of all companies that have a due delivery and that no other node holds. The query makes
 * one index lookup for each endpoint.
 */
export async function endpointsWithWork(query: Queries, node: string, at: number): Promise<EndpointKey[]> {
  const rows = await selectDue(query, { node, at });
  return rows.map(({ company_id, id }) => ({ companyId: company_id, id }));
}

const selectDue = prepared<{ node: string; at: number }, { company_id: string; id: string }>((query, value) =>
  query
    .selectFrom('push_endpoint')
    .select(['company_id', 'id'])
    .where('state', '=', 'active')
    .where(({ or, eb }) =>
      or([eb('worker', '=', value('node')), eb('worker', '=', ''), eb('worker_until', '<=', value('at'))]),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('push_delivery')
          .select('position')
          .whereRef('push_delivery.company_id', '=', 'push_endpoint.company_id')
          .whereRef('push_delivery.endpoint_id', '=', 'push_endpoint.id')
          .where('push_delivery.state', '=', waiting)
          .where('due_at', '<=', value('at'))
          .where('lease_until', '<=', value('at')),
      ),
    ),
);
