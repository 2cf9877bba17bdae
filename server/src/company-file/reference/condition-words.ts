import type { GivenCondition, GivenSort } from '@gongdan/contract/console';
import type { ActionEntry, ConditionEntry, ReplyEntry, WatchersEntry } from '../kept-shape.ts';
import { type KeyWords, words } from './section-words.ts';

const common = {
  is: words('等于', 'equals the value'),
  is_not: words('不等于', 'differs from the value'),
  in: words('是其中之一', 'is one of the values'),
  not_in: words('不是其中任何一个', 'is none of the values'),
  at_least: words('不小于', 'is the number or more'),
  at_most: words('不大于', 'is the number or less'),
  empty: words('`true` 没有值，`false` 有值', '`true`: has no value; `false`: has one'),
};

/** The tests of a view's conditions. */
export const viewCondition: KeyWords<GivenCondition> = {
  ...common,
  field: words(
    '工单的属性；取值中 `me` 指打开视图的客服本人，`mine` 指其所在的客服组；工单分类包括其下级',
    'a property of the ticket. As a value, `me` is the agent who opens the view, and `mine` are the agent’s groups. A category stands for those below it, too',
  ),
  contains: words('包含，仅限 `ticket_title`', 'contains the text; only for `ticket_title`'),
  at_least: words('不小于，仅限小时数与紧急程度', 'is the number or more; only for hours and the level'),
  at_most: words('不大于，仅限小时数与紧急程度', 'is the number or less; only for hours and the level'),
  empty: words(
    '`true` 没有值，`false` 有值；仅限客服组、客服与客户',
    '`true`: has no value; `false`: has one; only for group, agent and customer',
  ),
};

export const viewSort: KeyWords<GivenSort> = {
  by: words('按创建时间、更新时间或紧急程度', 'by creation, by the last update, or by the level'),
  order: words(
    '`desc`：最新、最近更新或最紧急的在前；`asc` 相反',
    '`desc`: the newest, the last updated or the most urgent first; `asc`: the reverse',
  ),
};

export const ruleCondition: KeyWords<ConditionEntry> = {
  ...common,
  field: words(
    '工单的属性，按接口中的名称，或 `field:` 加字段编号',
    'a property of the ticket, by its name in the API, or `field:` and the id of a field',
  ),
  contains: words('包含', 'contains the text, or one of the texts'),
  not_contains: words('不包含', 'contains none of the texts'),
  changed: words('`true` 有变化，`false` 没有变化', '`true`: has changed; `false`: has not'),
  changed_to: words('变为', 'has changed to the value'),
  changed_from: words('由此值变来', 'has changed from the value'),
};

export const ruleAction: KeyWords<ActionEntry> = {
  set: words(
    '修改工单：属性（或 `field:` 加字段编号）→ 新的值',
    'changes the ticket: a property, or `field:` and the id of a field → its new value',
  ),
  reply: words('回复工单', 'replies to the ticket'),
  watch: words('添加关注的客服', 'adds agents who watch the ticket'),
  unwatch: words('移除关注的客服', 'removes agents who watch it'),
  remind: words('催办', 'reminds of the ticket'),
  push: words('把消息也发送到这个推送端点', 'sends the message to this endpoint, too'),
};

export const replyWords: KeyWords<ReplyEntry> = {
  reply_type: words('`0` 公开，`1` 内部', '`0` public, `1` internal'),
  reply_content: words('回复的内容', 'the text'),
  file_str: words('附件', 'attachments'),
};

export const watcherWords: KeyWords<WatchersEntry> = {
  agentids: words('客服编号', 'ids of agents'),
  deal_agentid: words('处理工单的客服', 'the agent of the ticket'),
};

/** The tables of the conditions and actions of a rule, by their place in its entry. */
export const ruleParts = {
  ...conditionsOf('all'),
  ...conditionsOf('any'),
  'do[]': ruleAction,
  'do[].reply': replyWords,
  'do[].watch': watcherWords,
  'do[].unwatch': watcherWords,
  'do[].remind': { remark: words('催办的说明', 'the text of the reminder') },
  'do[].push': { pushid: words('推送端点的编号', 'the id of the endpoint') },
};

function conditionsOf(list: 'all' | 'any') {
  return { [`${list}[]`]: ruleCondition };
}
