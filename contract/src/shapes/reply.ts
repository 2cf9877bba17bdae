import Type from 'typebox';
import { words } from '../values.ts';
import { file } from './file.ts';

/** A reply in the detail of a ticket. */
export const reply = Type.Object(
  {
    replyid: Type.String(words('回复的编号', 'id of the reply')),
    reply_title: Type.String(words('回复标题', 'title of the reply')),
    reply_content: Type.String(words('回复内容', 'content, HTML as given')),
    reply_type: Type.String(words('0 所有人可见，1 仅客服可见', '0 visible to all, 1 to agents only')),
    reply_datetime: Type.String(words('回复时间', 'time of the reply')),
    start_type: Type.String(
      words(
        '回复人：0 客服，1 客户，2 触发器，3 工单机器人，6 自动化规则',
        'author: 0 agent, 1 customer, 2 trigger, 3 robot, 6 automation',
      ),
    ),
    update_user_name: Type.String(words('回复人名称', 'name of the author')),
    face_img: Type.String(words('回复人头像', 'portrait of the author')),
    file_list: Type.Array(file, words('回复附件', 'attachments of the reply')),
    reply_type_new: Type.Integer(
      words(
        '回复方式：1 工单，2 邮件，3 内部备注，4 邮件通知，5 短信通知，6 电话，7 亚马逊',
        'channel of the reply: 1 ticket, 2 e-mail, 3 internal note, 4 notice by e-mail, 5 notice by text message, 6 phone, 7 Amazon',
      ),
    ),
  },
  { additionalProperties: false },
);
