import { setTimeout as wait } from 'node:timers/promises';
import { CallError, type Client, createClient } from '@gongdan/client';
import { companyWith } from '../company.ts';

/** Several clients that open tickets and reply to them, across kills of the server. */
export interface Writers {
  /** Ticket id → number of acknowledged events. */
  readonly answered: ReadonlyMap<string, number>;
  /** Sets the server's address from now on. */
  aim(url: string): void;
  /** Resolves when this many events have been acknowledged. */
  write(events: number): Promise<void>;
}

const clients = 8;
const repliesPerTicket = 4;
const { company } = companyWith([]);

export function writers(now: () => number): Writers {
  const answered = new Map<string, number>();
  let client: Client | undefined;
  let left = 0;

  /**
   * Repeats the call until it succeeds; a refusal throws. An interrupted call may thus be done more than once. Of
   * events, the judge only asks whether each acknowledged one has a message.
   */
  async function insist<Answer>(call: (to: Client) => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const to = client;
      try {
        if (to) return await call(to);
      } catch (error) {
        // 999999 is overload or an internal error, after which clients try again.
        if (error instanceof CallError && error.code !== '999999') throw error;
      }
      await wait(50);
    }
  }

  async function keepWriting(): Promise<void> {
    while (left > 0) {
      const { item } = await insist((to) => to.save_user_ticket(newTicket));
      count(item.ticketid);
      for (let reply = 0; reply < repliesPerTicket && left > 0; reply += 1) {
        await insist((to) => to.save_user_reply({ ticketid: item.ticketid, reply_content: '还没有好' }));
        count(item.ticketid);
      }
    }
  }

  function count(ticketId: string): void {
    answered.set(ticketId, (answered.get(ticketId) ?? 0) + 1);
    left -= 1;
  }

  return {
    answered,
    aim(url) {
      client = createClient({ baseUrl: url, appid: '1', appKey: '2', now });
    },
    async write(events) {
      left = events;
      await Promise.all(Array.from({ length: clients }, keepWriting));
    },
  };
}

const newTicket = {
  companyid: company.companyid,
  userid: 'u1',
  ticket_title: '空调不制冷',
  ticket_content: '<p>昨天开始</p>',
  ticket_typeid: 'c2',
  ticket_from: '1',
};
