import type { endpoints } from '@gongdan/contract';
import { run } from '../context.ts';
import { openDesk } from '../tickets/desk.ts';
import { remind } from '../tickets/remind.ts';
import type { Handler } from './handler.ts';

export const reminder: Handler<typeof endpoints.reminder> = async (context, given) => {
  const desk = await openDesk(context);
  await run(context, (tx) =>
    remind(tx, desk, {
      ticket: { id: given.ticketid, number: given.ticket_code },
      agentId: given.reminder_agentid,
      remark: given.reminder_remark,
    }),
  );
  return {};
};
