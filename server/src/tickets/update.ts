import type { Catalog, Status } from '../catalog/catalog.ts';
import { checkValues, type GivenValue } from '../catalog/check-values.ts';
import { statusTypes } from '../catalog/statuses.ts';
import type { Tx } from '../context.ts';
import { Problem } from '../errors.ts';
import type { Actor, Change, EventKind } from '../events.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { agentActor, findAgent, findNick } from './model/actors.ts';
import { isAcceptance } from './model/apply-event.ts';
import { assign } from './model/assignment.ts';
import { demandLevel, demandTemplate, statusOf, templateOf, usableStatus } from './model/catalog-checks.ts';
import { set, setAssignment, setFields, setLevel, setStatus, setText } from './model/changes.ts';
import type { Desk } from './model/desk.ts';
import { demandLive, demandMove } from './model/moves.ts';
import type { CopiedAgent, Ticket } from './model/ticket.ts';
import { claimTicket } from './rows/find.ts';
import { happen } from './rows/history.ts';
import { addReply, type Reply, replyChange } from './rows/replies.ts';

/** What an agent changes in a ticket by one call, with or without a reply. An undefined property stays as it is. */
export interface AgentUpdate {
  readonly ticketId: string;
  readonly actorId: string;
  /**
   * When the caller read the ticket, milliseconds UTC. The update is refused when the ticket changed in a later second.
   */
  readonly readAt: number | undefined;
  /** The version that the caller read. The update is refused when the ticket has another one. */
  readonly version?: number | undefined;
  readonly reply: AgentReply | undefined;
  readonly title?: string | undefined;
  readonly content?: string | undefined;
  readonly status?: number | undefined;
  readonly level?: number | undefined;
  readonly groupId?: string | undefined;
  /** null leaves the ticket without an agent. */
  readonly agentId?: string | null | undefined;
  readonly templateId?: string | undefined;
  readonly copiedAgents?: readonly CopiedAgent[] | undefined;
  readonly fields: readonly GivenValue[];
}

export interface AgentReply {
  readonly content: string;
  readonly files: readonly AttachedFile[];
  readonly visibility: 'public' | 'internal';
}

/** The ticket after an update. `changed` is false when the update changed nothing; then nothing was written. */
export interface Updated {
  readonly ticket: Ticket;
  readonly changed: boolean;
}

/**
 * Edits a ticket and replies to it in the name of an agent, as one event. An edit that changes nothing is checked like any
 * other. Throws Problem `ticket_unknown`, for deleted tickets too, `ticket_changed_meanwhile`, `ticket_closed`,
 * `move_forbidden`, or for a status, level, group, agent, template or field that the company lacks.
 */
export async function updateByAgent(tx: Tx, desk: Desk, input: AgentUpdate): Promise<Updated> {
  const ticket = await claimTicket(tx, { id: input.ticketId });
  const before = statusOf(desk.catalog, ticket);
  demandLive(before);
  const actor = agentActor(findAgent(desk.staff, input.actorId, 'actorId'));
  const after = wantedStatus(desk, ticket, input);
  const edits = editsOf(desk, ticket, input, after);
  demandFresh(ticket, input);
  demandMove(before, after, { replies: input.reply !== undefined, reopens: tx.company.settings.reopenOnReply });

  const reply = input.reply && (await withTitle(tx, ticket, input.reply));
  const replyId = reply && addReply(tx, ticket.id, actor, reply);
  const changes = reply ? [replyChange(reply), ...edits] : edits;
  const kind = kindOf(changes, actor);
  const updated = await happen(tx, ticket, { kind, actor, changes, ...(replyId && { replyId }) });
  return { ticket: updated, changed: updated !== ticket };
}

/** An update may name the ticket's present status, even when the company has removed that status since. */
function wantedStatus({ catalog }: Desk, ticket: Ticket, { status }: AgentUpdate): Status {
  if (status === undefined || status === ticket.status) return statusOf(catalog, ticket);
  return usableStatus(catalog, status);
}

function editsOf(desk: Desk, ticket: Ticket, input: AgentUpdate, status: Status): Change[] {
  const { catalog, regions, staff } = desk;
  if (input.level !== undefined) demandLevel(input.level);
  const templateId = templateAfter(catalog, ticket, input.templateId);
  const template = templateOf(catalog, { ...ticket, templateId });
  const fields = checkValues(catalog, regions, template, input.fields, 'edit', ticket.fields);
  const assignment = assign(staff, ticket, input);
  return [
    ...setText(ticket, 'title', input.title ?? ticket.title),
    ...setText(ticket, 'content', input.content ?? ticket.content),
    ...setStatus(ticket, status),
    ...setLevel(ticket, input.level ?? ticket.level),
    ...setAssignment(staff, ticket, assignment),
    ...set(ticket, 'templateId', templateId),
    ...set(ticket, 'copiedAgents', input.copiedAgents ?? ticket.copiedAgents),
    ...setFields(catalog, ticket.fields, fields),
  ];
}

/**
 * Returns the template after the update. A ticket without a template of its own is shown with its category's template, and
 * clients send that one back; this changes nothing.
 */
function templateAfter(catalog: Catalog, ticket: Ticket, wanted: string | undefined): string | null {
  if (wanted === undefined) return ticket.templateId;
  demandTemplate(catalog, wanted);
  return wanted === templateOf(catalog, ticket) ? ticket.templateId : wanted;
}

/** Compares whole seconds, because callers get times in seconds. */
function demandFresh(ticket: Ticket, { readAt, version = ticket.version }: AgentUpdate): void {
  const changedAt = ticket.updatedAt - (ticket.updatedAt % 1000);
  const isOlder = readAt !== undefined && readAt < changedAt;
  if (isOlder || version !== ticket.version) throw new Problem('ticket_changed_meanwhile');
}

/** Gives the reply its title, which names the customer. */
async function withTitle(tx: Tx, { customerId }: Ticket, reply: AgentReply): Promise<Reply> {
  const nick = customerId === null ? undefined : await findNick(tx, customerId);
  return { ...reply, title: nick === undefined ? '回复' : `回复 ${nick}` };
}

/**
 * Returns the kind of the event. When an update does several things, it is the first of deleted, replied, accepted, edited.
 */
function kindOf(changes: readonly Change[], actor: Actor): EventKind {
  if (changes.some(({ statusType }) => statusType === statusTypes.deleted)) return 'deleted';
  if (changes.some(({ property }) => property === 'reply')) return 'replied';
  return isAcceptance({ kind: 'edited', actor, changes }) ? 'accepted' : 'edited';
}
