import type { ParametersOf, Ticket } from '../api/types.ts';

export type Reply = Ticket['replies'][number];
export type TicketEvent = Ticket['events'][number];
export type Change = TicketEvent['changes'][number];
export type TicketUpdate = ParametersOf<'updateTicket'>;

/** The properties that an agent sets; absent ones are unchanged. */
export type Edits = Pick<TicketUpdate, 'title' | 'content' | 'status' | 'level' | 'groupId' | 'agentId' | 'fields'>;
