import type { consoleEndpoints } from '@gongdan/contract/console';
import { openDesk } from '../../tickets/model/desk.ts';
import { remind } from '../../tickets/remind.ts';
import type { ConsoleHandler } from '../handler.ts';
import { doOnce } from '../once.ts';

export const remindTicket: ConsoleHandler<typeof consoleEndpoints.remindTicket> = async (context, given) => {
  const desk = await openDesk(context);
  return doOnce(context, 'remindTicket', given, async (tx) => {
    const reminder = { ticket: { id: given.id }, actorId: context.agent.id, remark: given.content };
    const { version } = await remind(tx, desk, reminder);
    return { version };
  });
};
