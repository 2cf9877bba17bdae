import Type, { type Static } from 'typebox';
import { words } from '../values.ts';

const seconds = (zh: string, en: string) => Type.Integer(words(`${zh}，Unix 秒`, `${en}, Unix time in seconds`));

const file = Type.Object(
  {
    fileName: Type.String(words('附件名称', 'name of the file')),
    fileUrl: Type.String(words('附件地址', 'download address')),
    fileType: Type.String(words('附件类型（扩展名）', 'file type: the extension of its name')),
  },
  { additionalProperties: false },
);

const field = Type.Object(
  {
    fieldId: Type.String(words('自定义字段的编号', 'id of the custom field')),
    fieldType: Type.Integer(words('字段类型的编码', 'code of the field type')),
    fieldVariable: Type.String(
      words('字段的变量名，与 fieldId 相同', 'variable name of the field, the same as fieldId'),
    ),
    title: Type.String(words('字段名称', 'name of the field')),
    value: Type.String(words('字段的值', 'the value')),
    text: Type.String(words('选项型字段的可读文本', 'readable text of a choice field')),
  },
  { additionalProperties: false },
);

const reply = Type.Object(
  {
    replyTitle: Type.String(words('回复标题', 'title of the reply')),
    replyContent: Type.String(words('回复内容', 'content, HTML as given')),
    replyType: Type.String(words('0 所有人可见，1 仅客服可见', '0 visible to all, 1 to agents only')),
    replyTime: seconds('回复时间', 'time of the reply'),
    startType: Type.Integer(words('回复人：0 客服，1 客户', 'author: 0 agent, 1 customer')),
    updateUserName: Type.String(words('回复人名称', 'name of the author')),
    updateUserId: Type.String(words('回复人编号', 'id of the author')),
    fileList: Type.Array(file, words('回复附件', 'attachments of the reply')),
  },
  { additionalProperties: false },
);

const logEntry = Type.Object(
  {
    updateTitle: Type.String(words('操作标题', 'what was done')),
    updateContent: Type.String(words('变动内容，JSON 文本', 'what changed, as JSON text')),
    updateTime: seconds('操作时间', 'time of the event'),
    startType: Type.Integer(words('操作人：0 客服，1 客户', 'actor: 0 agent, 1 customer')),
    updateServiceName: Type.String(words('操作人名称', 'name of the actor')),
  },
  { additionalProperties: false },
);

/** One line of an exported day: a ticket as it was at the end of that day. */
export const exportRecord = Type.Object(
  {
    companyId: Type.String(words('企业编号', 'id of the company')),
    ticketId: Type.String(words('工单编号（系统）', 'id of the ticket')),
    ticketCode: Type.String(words('工单号', 'number of the ticket')),
    ticketTitle: Type.String(words('标题', 'title')),
    ticketContent: Type.String(words('问题描述', 'description, HTML as given')),
    ticketStatus: Type.Integer(words('状态的编码', 'code of the status')),
    ticketLevel: Type.Integer(words('优先级的编码', 'code of the level')),
    ticketFrom: Type.Integer(words('来源的编码', 'code of the source')),
    ticketTypeName: Type.String(words('分类名称，各级以斜杠连接', 'names of the category from the root, joined by /')),
    startType: Type.Integer(words('发起人：0 客服，1 客户', 'started by: 0 agent, 1 customer')),
    startName: Type.String(words('发起人名称', 'name of the person who started it')),
    createTime: seconds('创建时间', 'when it was created'),
    updateTime: seconds('更新时间', 'when it was last updated'),
    dealGroupId: Type.String(words('受理客服组的编号', 'id of the group in charge')),
    dealGroupName: Type.String(words('受理客服组名称', 'name of the group in charge')),
    dealUserId: Type.String(words('受理客服的编号', 'id of the agent in charge')),
    dealUserName: Type.String(words('受理客服名称', 'name of the agent in charge')),
    hopeAcceptTime: Type.String(
      words('应首次响应时间，目前总为空', 'when the first response is due; always empty at present'),
    ),
    hopeCompleteTime: Type.String(
      words('应首次解决时间，目前总为空', 'when the first solution is due; always empty at present'),
    ),
    customerId: Type.String(words('客户的编号', 'id of the customer')),
    nick: Type.String(words('客户昵称', 'nick of the customer')),
    uname: Type.String(words('客户名称', 'name of the customer')),
    tel: Type.String(words('客户电话，分号连接', 'phone numbers, joined by semicolons')),
    email: Type.String(words('客户邮箱，分号连接', 'e-mail addresses, joined by semicolons')),
    recordId: Type.String(words('关联的会话或呼叫记录', 'record of the chat or call behind the ticket')),
    copyUser: Type.String(words('抄送客服', 'copied agents')),
    resultList: Type.Array(field, words('自定义字段', 'custom fields')),
    dealList: Type.Array(reply, words('全部回复，旧者在前', 'all replies, oldest first')),
    fileStr: Type.String(words('附件地址，分号连接', 'addresses of all attachments, joined by semicolons')),
    updateLogList: Type.Array(logEntry, words('操作记录', 'update log')),
  },
  { additionalProperties: false },
);

export type ExportRecord = Static<typeof exportRecord>;
