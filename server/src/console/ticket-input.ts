import type { ConsoleParameters, consoleEndpoints } from '@gongdan/contract/console';
import { statusTypes } from '../catalog/statuses.ts';
import { refusedField } from '../errors.ts';
import { recogniseFiles } from '../files/recognise.ts';
import type { Desk } from '../tickets/model/desk.ts';
import type { AgentReply } from '../tickets/update.ts';
import type { ConsoleContext } from './handler.ts';

/** Reads the agent to whom a ticket is assigned: "" means nobody, undefined means no change. */
export function assigneeOf(id: string | undefined): string | null | undefined {
  return id === '' ? null : id;
}

/** Throws Problem when an agent who is neither supervisor nor admin sets a ticket to a deleted status. */
export function demandMayDelete({ agent }: ConsoleContext, { catalog }: Desk, status: number | undefined): void {
  if (status === undefined || catalog.statuses.get(status)?.type !== statusTypes.deleted) return;
  if (agent.role === 'agent') throw refusedField('status', 'to delete is for supervisors and admins', 'role_lacking');
}

type GivenReply = ConsoleParameters<typeof consoleEndpoints.updateTicket>['reply'];

/** Reads a reply; undefined when it has neither text nor files. */
export async function replyOf({ db, company }: ConsoleContext, given: GivenReply): Promise<AgentReply | undefined> {
  if (!given || (given.content.trim() === '' && given.files.length === 0)) return undefined;
  return { ...given, files: await recogniseFiles(db.query, company.id, given.files) };
}
