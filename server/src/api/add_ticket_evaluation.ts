import type { endpoints } from '@gongdan/contract';
import { evaluate } from '../tickets/evaluate.ts';
import { openDesk } from '../tickets/model/desk.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const add_ticket_evaluation: Handler<typeof endpoints.add_ticket_evaluation> = async (
  context,
  { ticketid, score, remark = '' },
) => {
  const desk = await openDesk(context);
  return change(context, async (tx) => {
    await evaluate(tx, desk, { ticketId: ticketid, score, remark });
    return {};
  });
};
