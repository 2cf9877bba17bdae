import { randomUUID } from 'node:crypto';
import type { ConsoleParameters, consoleEndpoints } from '@gongdan/contract/console';
import type { Browser } from '../../../server/test/console/browser.ts';

type NewTicket = ConsoleParameters<typeof consoleEndpoints.createTicket>;

/** An agent opens a ticket of 王迅 about a network, which nobody deals with, or what `given` makes of it. */
export function openTicket(agent: Browser, title: string, given: Partial<NewTicket> = {}) {
  return agent.done('createTicket', {
    requestKey: randomUUID(),
    title,
    content: '刷卡没有反应',
    categoryId: 'network',
    status: 0,
    level: 1,
    customerId: 'wangxun',
    fields: [],
    files: [],
    ...given,
  });
}
