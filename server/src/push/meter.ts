import type { Queries } from '../db/database.ts';
import type { EndpointKey } from './endpoint.ts';
import type { Outcome } from './outcome.ts';
import { waiting } from './state.ts';

/** Counts tries by endpoint and outcome since the node started. */
export interface PushMeter {
  count(key: EndpointKey, outcome: Outcome['kind']): void;
  /** Returns the counts, and the lengths and lags of the endpoints' queues in the store, as Prometheus text. */
  describe(query: Queries, now: number): Promise<string>;
}

export function makePushMeter(): PushMeter {
  const counts = new Map<string, number>();
  return {
    count(key, outcome) {
      const labels = `${labelsOf(key)},outcome="${outcome}"`;
      counts.set(labels, (counts.get(labels) ?? 0) + 1);
    },
    async describe(query, now) {
      const lines = [
        '# HELP gongdan_push_tries_total Tries to deliver a message, by endpoint and outcome.',
        '# TYPE gongdan_push_tries_total counter',
        ...[...counts].map(([labels, count]) => `gongdan_push_tries_total{${labels}} ${count}`),
        ...(await describeQueues(query, now)),
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}

async function describeQueues(query: Queries, now: number): Promise<string[]> {
  const queues = await readQueues(query);
  const active = queues.map(({ key, active }) => `gongdan_push_endpoint_active{${labelsOf(key)}} ${active ? 1 : 0}`);
  const depth = queues.map(({ key, depth }) => `gongdan_push_waiting{${labelsOf(key)}} ${depth}`);
  const lag = queues.map(({ key, oldestAt }) => {
    const seconds = oldestAt === null ? 0 : Math.max(0, now - oldestAt) / 1000;
    return `gongdan_push_lag_seconds{${labelsOf(key)}} ${seconds}`;
  });
  return [
    '# HELP gongdan_push_endpoint_active 1 when the endpoint is active, 0 when it is paused or gone.',
    '# TYPE gongdan_push_endpoint_active gauge',
    ...active,
    '# HELP gongdan_push_waiting Messages that wait for the endpoint.',
    '# TYPE gongdan_push_waiting gauge',
    ...depth,
    '# HELP gongdan_push_lag_seconds How long the oldest due message of the endpoint has been due.',
    '# TYPE gongdan_push_lag_seconds gauge',
    ...lag,
  ];
}

interface Queue {
  readonly key: EndpointKey;
  readonly active: boolean;
  readonly depth: number;
  /** The earliest instant at which a waiting delivery is or was due. */
  readonly oldestAt: number | null;
}

async function readQueues(query: Queries): Promise<Queue[]> {
  const rows = await query
    .selectFrom('push_endpoint')
    .leftJoin('push_delivery', (join) =>
      join
        .onRef('push_delivery.company_id', '=', 'push_endpoint.company_id')
        .onRef('push_delivery.endpoint_id', '=', 'push_endpoint.id')
        .on('push_delivery.state', '=', waiting),
    )
    .select(['push_endpoint.company_id', 'push_endpoint.id', 'push_endpoint.state'])
    .select(({ fn }) => [fn.count<number>('due_at').as('depth'), fn.min('due_at').as('oldest_at')])
    .groupBy(['push_endpoint.company_id', 'push_endpoint.id', 'push_endpoint.state'])
    .execute();
  return rows.map((row) => ({
    key: { companyId: row.company_id, id: row.id },
    active: row.state === 'active',
    depth: row.depth,
    oldestAt: row.oldest_at,
  }));
}

/** Ids need no escaping, because they contain only letters, digits, `_` and `-`. */
function labelsOf({ companyId, id }: EndpointKey): string {
  return `companyid="${companyId}",pushid="${id}"`;
}
