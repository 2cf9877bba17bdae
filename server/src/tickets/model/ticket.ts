import type { FieldValues } from '../../catalog/catalog.ts';
import { newStatus } from '../../catalog/statuses.ts';
import type { AttachedFile } from '../../files/attachment.ts';

/** A ticket as it stands: what its events, applied one after the other, have made of it. */
export interface Ticket {
  readonly id: string;
  /** `yyyyMMdd` and the sequence of that day: what people call the ticket by. */
  readonly number: string;
  readonly title: string;
  /** HTML as given; made safe wherever it is shown. */
  readonly content: string;
  /** Where it came from; an open set of codes. */
  readonly source: number;
  readonly level: number;
  readonly status: number;
  readonly categoryId: string;
  /** The template a call named; null where the category's applies. */
  readonly templateId: string | null;
  readonly groupId: string | null;
  readonly agentId: string | null;
  /** null for a ticket that an agent made for nobody. */
  readonly customerId: string | null;
  readonly starter: Starter;
  readonly recordId: string;
  readonly copiedAgents: readonly CopiedAgent[];
  readonly files: readonly AttachedFile[];
  readonly fields: FieldValues;
  readonly contact: Contact | null;
  readonly watcherIds: readonly string[];
  readonly relatedIds: readonly string[];
  readonly mailbox: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Name of who made the last event. */
  readonly updatedBy: string;
  readonly firstResponseAt: number | null;
  readonly firstSolvedAt: number | null;
  readonly closedAt: number | null;
  readonly reminderCount: number;
  readonly firstRemindedAt: number | null;
  readonly evaluation: Evaluation | null;
  /** How many events it has. */
  readonly version: number;
}

/** Who opened the ticket, named as at that moment. */
export interface Starter {
  readonly type: 'agent' | 'customer';
  readonly id: string;
  readonly name: string;
  /** Of an agent: the groups at that moment. */
  readonly groupIds: readonly string[];
}

/** Somebody who gets a copy; kept as given, whether or not an agent of that name exists. */
export interface CopiedAgent {
  readonly name: string;
  readonly mail: string;
}

/** How the customer wants to be reached: 1 by e-mail, 2 by phone. */
export interface Contact {
  readonly type: number;
  readonly info: string;
}

export interface Evaluation {
  readonly score: number;
  readonly remark: string;
  readonly at: number;
}

/** A ticket before its first event. */
export function blankTicket(id: string): Ticket {
  return {
    id,
    number: '',
    title: '',
    content: '',
    source: 0,
    level: 0,
    status: newStatus,
    categoryId: '',
    templateId: null,
    groupId: null,
    agentId: null,
    customerId: null,
    starter: { type: 'customer', id: '', name: '', groupIds: [] },
    recordId: '',
    copiedAgents: [],
    files: [],
    fields: {},
    contact: null,
    watcherIds: [],
    relatedIds: [],
    mailbox: '',
    createdAt: 0,
    updatedAt: 0,
    updatedBy: '',
    firstResponseAt: null,
    firstSolvedAt: null,
    closedAt: null,
    reminderCount: 0,
    firstRemindedAt: null,
    evaluation: null,
    version: 0,
  };
}
