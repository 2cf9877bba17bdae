import type { endpoints } from '@gongdan/contract';
import { openDesk } from '../tickets/model/desk.ts';
import { remind } from '../tickets/remind.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const reminder: Handler<typeof endpoints.reminder> = async (context, given) => {
  const desk = await openDesk(context);
  return change(context, async (tx) => {
    await remind(tx, desk, {
      ticket: { id: given.ticketid, number: given.ticket_code },
      actorId: given.reminder_agentid,
      remark: given.reminder_remark,
    });
    return {};
  });
};
