import type { Catalog } from '../../catalog/catalog.ts';
import type { Customer } from '../../people/customer.ts';
import type { Staff } from '../../people/staff.ts';
import { templateOf } from '../../tickets/model/catalog-checks.ts';
import type { Ticket } from '../../tickets/model/ticket.ts';
import type { TicketDetail } from '../../tickets/reading/detail.ts';
import { shownAuthor } from './author.ts';
import { shownCustomer } from './customer.ts';
import { shownFile } from './file.ts';
import { shownEvents } from './history.ts';
import { shownReplies } from './replies.ts';
import { safeHtml } from './safe-html.ts';
import { makeInSlices } from './slices.ts';
import { unshown } from './unshown.ts';

/**
 * A ticket as an agent opens it, with the newest page of its conversation and of its history. Texts are rendered in
 * slices.
 */
export async function shownTicket(
  { catalog, staff }: { readonly catalog: Catalog; readonly staff: Staff },
  { ticket, customer, replyCount, replies, olderReplies, events, olderEvents }: TicketDetail,
  customerDetail: Customer | undefined,
) {
  const nick = customer?.nick ?? '';
  const [html = ''] = await makeInSlices([ticket.content], safeHtml);
  const said = await shownReplies(staff, { replies, older: olderReplies });
  const done = await shownEvents({ catalog, staff, nick }, { events, older: olderEvents });
  return {
    ...rowOf(ticket, nick),
    ...momentsOf(ticket),
    html,
    unshown: unshown(ticket.content),
    content: ticket.content,
    files: ticket.files.map(shownFile),
    templateId: templateOf(catalog, ticket),
    fields: Object.entries(ticket.fields).map(([fieldId, { value, text }]) => ({
      fieldId,
      value,
      text: text || value,
    })),
    starter: shownAuthor(staff, { ...ticket.starter, face: faceOf(staff, ticket) }),
    copiedAgents: ticket.copiedAgents.map(({ name, mail }) => ({ name, mail })),
    watcherIds: [...ticket.watcherIds],
    related: [...ticket.relatedIds],
    contact: ticket.contact && { type: ticket.contact.type, info: ticket.contact.info },
    remark: ticket.evaluation?.remark ?? '',
    customerDetail: customerDetail ? shownCustomer(customerDetail) : null,
    replyCount,
    replies: said.replies,
    olderReplies: said.older,
    events: done.events,
    olderEvents: done.older,
  };
}

function rowOf(ticket: Ticket, nick: string) {
  return {
    id: ticket.id,
    number: ticket.number,
    title: ticket.title,
    status: ticket.status,
    level: ticket.level,
    source: ticket.source,
    categoryId: ticket.categoryId,
    groupId: ticket.groupId,
    agentId: ticket.agentId,
    customer: ticket.customerId === null ? null : { id: ticket.customerId, nick },
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    reminderCount: ticket.reminderCount,
    score: ticket.evaluation?.score ?? null,
    version: ticket.version,
  };
}

function momentsOf({ firstResponseAt, firstSolvedAt, closedAt }: Ticket) {
  return { firstResponseAt, firstSolvedAt, closedAt };
}

function faceOf({ agents }: Staff, { starter }: Ticket): string {
  return starter.type === 'agent' ? (agents.get(starter.id)?.face ?? '') : '';
}
