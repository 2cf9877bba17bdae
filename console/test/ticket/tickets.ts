import type { Ticket } from '../../src/api/types.ts';
import type { Change, Reply, TicketEvent } from '../../src/ticket/ticket.ts';

const customer = { type: 'customer', id: 'c1', name: '王女士', face: '' };

/** Returns a ticket without replies and events; `more` overrides any property. */
export function ticketOf(more: Partial<Ticket> = {}): Ticket {
  return {
    id: 't1',
    number: '20260105000001',
    title: '屏幕碎了',
    status: 0,
    level: 0,
    source: 1,
    categoryId: 'k1',
    groupId: null,
    agentId: null,
    customer: null,
    createdAt: 0,
    updatedAt: 0,
    reminderCount: 0,
    score: null,
    version: 1,
    html: '',
    unshown: null,
    content: '',
    files: [],
    templateId: null,
    fields: [],
    starter: customer,
    copiedAgents: [],
    watcherIds: [],
    related: [],
    contact: null,
    firstResponseAt: null,
    firstSolvedAt: null,
    closedAt: null,
    remark: '',
    customerDetail: null,
    replyCount: 0,
    replies: [],
    olderReplies: null,
    events: [],
    olderEvents: null,
    ...more,
  };
}

/** Returns an event by an agent. Its instant is its version, so that events are in order. */
export function eventOf(
  version: number,
  agentId: string,
  changes: Change[],
  replyId: string | null = null,
): TicketEvent {
  const actor = { type: 'agent', id: agentId, name: agentId, face: '' };
  return { id: `e${version}`, version, at: version, kind: 'edited', actor, way: 'page', changes, replyId };
}

export function replyOf(id: string, at = 0): Reply {
  return { id, at, author: customer, visibility: 'public', html: '好', unshown: null, files: [], erased: false };
}
