import type { Queries } from '../db/database.ts';
import { type DeliveryReport, listDeliveries } from './deliveries.ts';

/** A message with its deliveries and their tries. */
export interface MessageReport {
  readonly messageId: string;
  readonly position: number;
  readonly kind: string;
  readonly madeAt: number;
  /** The ticket as JSON, without an envelope; "" when the message was erased. */
  readonly body: string;
  readonly deliveries: readonly (DeliveryReport & { readonly tries: readonly TryReport[] })[];
}

export interface TryReport {
  readonly number: number;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly status: number | null;
  readonly fault: string | null;
  readonly faultText: string;
  /** The first 1,024 characters of the receiver's answer. */
  readonly answer: string;
  readonly receivedAt: string;
}

/** Returns undefined when the company has no such message. An erased message has an empty body. */
export async function readMessage(query: Queries, companyId: string, id: string): Promise<MessageReport | undefined> {
  const message = await query
    .selectFrom('push_message')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!message) return undefined;
  const deliveries = await listDeliveries(query, companyId, { messageId: id }, 1000);
  const withTries = deliveries.map(async (delivery) => ({
    ...delivery,
    tries: await readTries(query, companyId, delivery),
  }));
  return {
    messageId: message.id,
    position: message.position,
    kind: message.kind,
    madeAt: message.at,
    body: message.erased_at === null ? message.body : '',
    deliveries: await Promise.all(withTries),
  };
}

async function readTries(query: Queries, companyId: string, delivery: DeliveryReport): Promise<TryReport[]> {
  const rows = await query
    .selectFrom('push_attempt')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('endpoint_id', '=', delivery.endpointId)
    .where('position', '=', delivery.position)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    startedAt: row.started_at,
    tookMs: row.took_ms,
    status: row.status,
    fault: row.fault,
    faultText: row.fault_text,
    answer: row.answer,
    receivedAt: row.received_at,
  }));
}
