import type { ConsoleParameters, consoleEndpoints } from '@gongdan/contract/console';
import { statusTypes } from '../catalog/statuses.ts';
import { refusedInConsole } from '../errors.ts';
import { recogniseFiles } from '../files/recognise.ts';
import type { Desk } from '../tickets/model/desk.ts';
import type { AgentReply } from '../tickets/update.ts';
import type { ConsoleContext } from './handler.ts';

/** The agent that a ticket is given to: "" is nobody. */
export function assigneeOf(id: string | undefined): string | null | undefined {
  return id === '' ? null : id;
}

/** Agents close; only those who look after them take a ticket away. */
export function demandMayDelete({ agent }: ConsoleContext, { catalog }: Desk, status: number | undefined): void {
  if (status === undefined || catalog.statuses.get(status)?.type !== statusTypes.deleted) return;
  if (agent.role === 'agent')
    throw refusedInConsole('role_lacking', 'to delete is for supervisors and admins', 'status');
}

type GivenReply = ConsoleParameters<typeof consoleEndpoints.updateTicket>['reply'];

/** A reply with neither text nor files is none. */
export async function replyOf({ db, company }: ConsoleContext, given: GivenReply): Promise<AgentReply | undefined> {
  if (!given || (given.content.trim() === '' && given.files.length === 0)) return undefined;
  return { ...given, files: await recogniseFiles(db.query, company.id, given.files) };
}
