import Type, { type Static } from 'typebox';
import { words } from '../values.ts';

/** The message that is pushed after a reminder: for which ticket, by whom, when and why. */
export const reminderMessage = Type.Object(
  {
    companyid: Type.String(words('企业编号', 'id of the company')),
    ticketid: Type.String(words('工单编号（系统）', 'id of the ticket')),
    ticket_code: Type.String(words('工单号', 'number of the ticket')),
    is_reminder: Type.Literal('1', words('是催单', 'is a reminder')),
    reminder_agentid: Type.String(words('催单客服的编号', 'id of the reminding agent')),
    reminder_agent_name: Type.String(words('催单客服名称', 'name of the reminding agent')),
    reminder_remark: Type.String(words('催单原因', 'reason of the reminder')),
    reminder_time: Type.String(words('催单时间', 'time of the reminder')),
    update_time: Type.String(words('更新时间', 'when the ticket was updated')),
  },
  { additionalProperties: false },
);

export type ReminderMessage = Static<typeof reminderMessage>;
