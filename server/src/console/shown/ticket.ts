import type { Catalog } from '../../catalog/catalog.ts';
import type { Customer } from '../../people/customer.ts';
import type { Staff } from '../../people/staff.ts';
import { templateOf } from '../../tickets/catalog-checks.ts';
import type { TicketDetail } from '../../tickets/detail.ts';
import type { GivenReply } from '../../tickets/replies.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { shownAuthor } from './author.ts';
import { shownCustomer } from './customer.ts';
import { shownFile } from './file.ts';
import { shownHistory } from './history.ts';
import { safeHtml } from './safe-html.ts';
import { makeInSlices } from './slices.ts';

/** A ticket as the console opens it: conversation and history, oldest first. Its texts are rendered in slices. */
export async function shownTicket(
  { catalog, staff }: { readonly catalog: Catalog; readonly staff: Staff },
  { ticket, customer, replies, events }: TicketDetail,
  customerDetail: Customer | undefined,
) {
  const nick = customer?.nick ?? '';
  const [html = ''] = await makeInSlices([ticket.content], safeHtml);
  const shownReplies = await makeInSlices(replies, (reply) => shownReply(staff, reply));
  const history = await shownHistory({ catalog, staff, nick }, events);
  return {
    ...rowOf(ticket, nick),
    ...momentsOf(ticket),
    html,
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
    replies: shownReplies,
    events: history,
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

function shownReply(staff: Staff, { id, at, author, visibility, content, files }: GivenReply) {
  return {
    ...{ id, at, visibility },
    author: shownAuthor(staff, author),
    html: safeHtml(content),
    files: files.map(shownFile),
    erased: false,
  };
}
