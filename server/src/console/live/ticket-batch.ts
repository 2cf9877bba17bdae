import type { TicketNews } from '../../context.ts';

/** News is gathered for so long before it is sent. People do not notice such a delay. */
const gatherMs = 100;
/** When more tickets change at once, browsers are only told to read their lists again. */
const mostAtOnce = 100;
/** After that, browsers get no news of tickets for so long. */
const pauseMs = 2000;

/** Gathers news of tickets: only the last news of each ticket, and never more tickets than browsers can handle. */
export interface TicketBatch {
  add(news: TicketNews): void;
  stop(): void;
}

/** Calls `tell` with each batch, or `flood` when too many tickets changed at once, as in an import. */
export function makeTicketBatch(tell: (news: readonly TicketNews[]) => void, flood: () => void): TicketBatch {
  let gathered = new Map<string, TicketNews>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    const batch = gathered;
    gathered = new Map();
    timer = undefined;
    if (batch.size > mostAtOnce) {
      flood();
      timer = setTimeout(flush, pauseMs);
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
