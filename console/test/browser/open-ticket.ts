import { randomUUID } from 'node:crypto';
import type { ConsoleParameters, consoleEndpoints } from '@gongdan/contract/console';
import type { Browser } from '../../../server/test/console/browser.ts';

type NewTicket = ConsoleParameters<typeof consoleEndpoints.createTicket>;

/** Makes an unassigned ticket of the customer 王迅 in the category `network`; `given` overrides any property. */
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
