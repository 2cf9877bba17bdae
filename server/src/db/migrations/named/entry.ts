import type { EventTable } from '../../schema.ts';

interface Change {
  readonly property: string;
  readonly to: unknown;
  readonly text?: string;
  readonly label?: string;
}

type Event = Pick<EventTable, 'kind' | 'way' | 'actor_type' | 'actor_id' | 'actor_name' | 'actor_face' | 'changes'>;

/** The entry of an event in the update log, as `wire/log.ts` made it at the time of this step. */
export function entryOf(event: Event): string {
  const changes = JSON.parse(event.changes) as Change[];
  return JSON.stringify({
    update_title: titles[event.kind] ?? '工单更新',
    update_contents: JSON.stringify(contentsOf(event.kind, changes)),
    log_from: ways[event.way],
    start_type: starters[event.actor_type],
    update_agent_id: event.actor_id,
    update_agent_name: event.actor_name,
    face_img: event.actor_face,
  });
}

const titles: Readonly<Record<string, string>> = {
  created: '工单创建',
  reminded: '工单催单',
  evaluated: '工单评价',
  deleted: '工单删除',
};

const ways: Readonly<Record<string, string>> = {
  page: '1',
  trigger: '2',
  automation: '3',
  robot_rule: '4',
  robot: '5',
  system: '6',
};

const starters: Readonly<Record<string, string>> = {
  agent: '0',
  customer: '1',
  trigger: '2',
  robot: '3',
  robot_rule: '4',
  system: '5',
  automation: '6',
};

const labels: Readonly<Record<string, string>> = {
  title: '工单标题',
  content: '问题描述',
  files: '问题描述附件',
  categoryId: '工单分类',
  status: '工单状态',
  level: '优先级',
  groupId: '受理技能组',
  agentId: '受理客服',
  customerId: '客户',
  reminder: '催单原因',
};

function contentsOf(kind: string, changes: readonly Change[]): object {
  const contents: Record<string, unknown> = kind === 'erased' ? { 回复: '已删除' } : {};
  const fields: Record<string, string> = {};
  for (const change of changes) {
    const label = labels[change.property];
    if (label) contents[label] = readable(change);
    else if (change.property === 'reply') Object.assign(contents, replyContents(change));
    else if (change.property === 'evaluation') Object.assign(contents, evaluationContents(change));
    else if (change.property.startsWith('field:')) fields[change.label ?? ''] = readable(change);
  }
  if (Object.keys(fields).length > 0) contents.自定义字段 = fields;
  return contents;
}

function readable({ text, to }: Change): string {
  return text ?? (to === null ? '' : String(to));
}

function replyContents({ to }: Change): object {
  const { content, files, erased } = to as { content: string; files: { name: string }[]; erased?: boolean };
  if (erased) return {};
  return {
    ...(content !== '' && { 回复: content }),
    ...(files.length > 0 && { 回复附件: files.map(({ name }) => name).join(',') }),
  };
}

function evaluationContents({ to }: Change): object {
  const { score, remark } = to as { score: number; remark: string };
  return { 评分: String(score), ...(remark !== '' && { 评语: remark }) };
}
