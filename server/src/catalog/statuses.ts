import { createHash } from 'node:crypto';
import type { StatusTable } from '../db/schema.ts';
import type { Status, StatusType } from './catalog.ts';

type FixedStatus = Omit<Status, 'id' | 'deleted'>;

/** The status of a ticket that no agent has taken on yet. */
export const newStatus = 0;
export const inProgressStatus = 1;
/** The status after a customer replied: the customer has answered, and an agent has to reply (待客服回复). */
export const answeredStatus = 2;
export const resolvedStatus = 3;
export const deletedStatus = 98;
export const closedStatus = 99;

/** The type of a status decides what may be done with its tickets. Tickets of type `waiting` wait for the customer. */
export const statusTypes = {
  new: 1,
  inProgress: 2,
  waiting: 3,
  paused: 4,
  resolved: 5,
  closed: 6,
  deleted: 7,
} as const;

/** The statuses that every company has. A company may rename them, but cannot change their codes and types. */
const fixedStatuses: readonly FixedStatus[] = [
  fixed(newStatus, statusTypes.new, '尚未受理', '工单待分配给客服', '处理中'),
  fixed(inProgressStatus, statusTypes.inProgress, '受理中', '客服正在处理工单', '处理中'),
  fixed(answeredStatus, statusTypes.inProgress, '待客服回复', '客户回复后,工单状态将自动更新为此状态', '处理中'),
  fixed(resolvedStatus, statusTypes.resolved, '已解决', '工单问题已解决问题,待客户确认', '已解决'),
  fixed(deletedStatus, statusTypes.deleted, '已删除', '已删除', '已删除'),
  fixed(closedStatus, statusTypes.closed, '已关闭', '工单问题已解决问题,且客户已确认', '已解决'),
];

export function isFixedStatus(code: number): boolean {
  return fixedStatuses.some((status) => status.code === code);
}

/** Makes the company's statuses: the fixed ones under its names, and its own ones, in its order, between codes 3 and 98. */
export function statusesOf(companyId: string, rows: readonly StatusTable[]): Map<number, Status> {
  const renamed = new Map(rows.map((row) => [row.code, row]));
  const hasOwn = rows.length > 0;
  const fixedOnes = fixedStatuses.map((status): Status => {
    const row = renamed.get(status.code);
    // A company with statuses of its own manages all of them by id, so the fixed ones need an id, the same on every node.
    return row ? statusOf(row) : { ...status, id: hasOwn ? fixedId(companyId, status.code) : null, deleted: false };
  });
  const own = rows.filter((row) => !isFixedStatus(row.code)).map(statusOf);
  const inUse = fixedOnes.filter((status) => status.code < deletedStatus);
  const ended = fixedOnes.filter((status) => status.code >= deletedStatus);
  return new Map([...inUse, ...own, ...ended].map((status) => [status.code, status]));
}

function statusOf(row: StatusTable): Status {
  return {
    code: row.code,
    id: row.id,
    name: row.name,
    type: row.type as StatusType,
    description: row.description,
    customerName: row.customer_name,
    deleted: row.deleted === 1,
  };
}

function fixedId(companyId: string, code: number): string {
  return createHash('sha256').update(`${companyId}/${code}`).digest('hex').slice(0, 32);
}

function fixed(code: number, type: StatusType, name: string, description: string, customerName: string): FixedStatus {
  return { code, type, name, description, customerName };
}
