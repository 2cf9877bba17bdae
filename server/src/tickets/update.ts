import type { GivenValue } from '../catalog/check-values.ts';
import type { Tx } from '../context.ts';
import type { AttachedFile } from '../files/attachment.ts';
import type { Desk } from './desk.ts';
import type { CopiedAgent, Ticket } from './ticket.ts';

/** What an agent does to a ticket in one call: edits, and answers when `reply` is there. Undefined = as it was. */
export interface AgentUpdate {
  readonly ticketId: string;
  readonly agentId: string;
  /** When the caller read the ticket, milliseconds UTC; refused when it changed in a later second. */
  readonly readAt: number | undefined;
  readonly reply: GivenReply | undefined;
  readonly title?: string | undefined;
  readonly content?: string | undefined;
  readonly status?: number | undefined;
  readonly level?: number | undefined;
  readonly dealGroupId?: string | undefined;
  readonly dealAgentId?: string | undefined;
  readonly templateId?: string | undefined;
  readonly copiedAgents?: readonly CopiedAgent[] | undefined;
  readonly fields: readonly GivenValue[];
}

export interface GivenReply {
  readonly content: string;
  readonly files: readonly AttachedFile[];
  readonly visibility: 'public' | 'internal';
}

/** Edits and answers a ticket by an agent, as one event. */
export async function updateByAgent(tx: Tx, desk: Desk, input: AgentUpdate): Promise<Ticket> {
  throw new Error('soon');
}
