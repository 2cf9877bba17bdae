import type { TicketNews } from '../../context.ts';

/** News is gathered for so long, which nobody notices. */
const gatherMs = 100;
/** When more tickets change at once, browsers are told only to read again, at most every two seconds. */
const mostAtOnce = 100;
const calmMs = 2000;

/** Gathers news of tickets: the last of each ticket, and never more than browsers can handle. */
export interface TicketBatch {
  add(news: TicketNews): void;
  stop(): void;
}

/** `flood` is called instead of `tell` when too many tickets change at once, as in an import. */
export function makeTicketBatch(tell: (news: readonly TicketNews[]) => void, flood: () => void): TicketBatch {
  let gathered = new Map<string, TicketNews>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    const batch = gathered;
    gathered = new Map();
    timer = undefined;
    if (batch.size > mostAtOnce) {
      flood();
      timer = setTimeout(flush, calmMs);
    } else if (batch.size > 0) {
      tell([...batch.values()]);
    }
  }

  return {
    add(news) {
      // One ticket beyond the bound is enough to know that there are more.
      if (gathered.size <= mostAtOnce || gathered.has(news.ticketId)) gathered.set(news.ticketId, news);
      timer ??= setTimeout(flush, gatherMs);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
