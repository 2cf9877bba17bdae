import type { Company } from '../context.ts';
import { blankTicket } from '../tickets/model/ticket.ts';
import { messageToWire } from '../wire/push.ts';
import { dayOf } from '../zone.ts';
import type { Attempt } from './attempt.ts';
import { type DeliverOptions, deliver } from './deliver.ts';
import type { PushEndpoint } from './endpoint.ts';
import { inForm } from './message.ts';
import { outcomeOf } from './outcome.ts';
import { parcelOf } from './parcel.ts';

/** Posts a message about an invented ticket once and stores nothing. */
export async function pushTest(
  company: Company,
  endpoint: PushEndpoint,
  id: string,
  options: DeliverOptions,
): Promise<{ attempt: Attempt; accepted: boolean }> {
  const at = options.now();
  const body = inForm(endpoint.form, JSON.stringify(messageToWire(inventMessage(company, at))));
  const attempt = await deliver(parcelOf(endpoint, { id, body, hop: 1, number: 1, at }), options);
  return { attempt, accepted: outcomeOf(attempt, 0, endpoint.ack, () => 0).kind === 'delivered' };
}

function inventMessage(company: Company, at: number) {
  const id = '0'.repeat(32);
  const ticket = { ...blankTicket(id), number: `${dayOf(company.zone, at)}000000`, title: '推送测试', createdAt: at };
  const actor = { type: 'system', id: '', name: '系统', face: '' } as const;
  const event = {
    id,
    ticketId: id,
    version: 1,
    at,
    kind: 'created',
    actor,
    way: 'system',
    changes: [],
    replyId: null,
  } as const;
  return {
    company,
    publicUrl: '',
    catalog: { categories: new Map(), templates: new Map(), fields: new Map(), statuses: new Map() },
    staff: { agents: new Map(), groups: new Map() },
    event,
    isReceipt: false,
    ticket,
    customer: undefined,
    relatedNumbers: [],
  };
}
