import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { nothing } from '../envelope.ts';
import { id, words } from '../values.ts';

export const del_reply_infos = endpoint({
  name: 'del_reply_infos',
  method: 'POST',
  path: '/api/ws/5/ticket/del_reply_infos',
  access: 'token',
  reads: false,
  parameters: Type.Object({
    ticketid: id(words('工单编号（系统）', 'id of the ticket')),
    replyid: id(words('回复的编号', 'id of the reply')),
    agentid: Type.Optional(id(words('操作客服的编号', 'id of the acting agent'))),
  }),
  answer: nothing(),
  title: { zh: '删除回复', en: 'Delete a reply' },
  description: {
    zh: '删除一条回复的文字与附件，操作记录保留删除时间与操作人。',
    en: 'Deletes the text and the files of a reply. The update log keeps when it was deleted and by whom.',
  },
  problems: ['ticket_unknown', 'reply_unknown', 'agent_unknown'],
});
