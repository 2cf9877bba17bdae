import type { TicketNews } from '../../context.ts';

/** So long notices are gathered; a person does not notice. */
const gatherMs = 100;
/** Of more tickets than that at once it is said only that much happened, and no sooner than in two seconds again. */
const mostAtOnce = 100;
const calmMs = 2000;

/** Gathers what happens to tickets: the last of each, and never more than browsers can deal with. */
export interface TicketBatch {
  add(news: TicketNews): void;
  stop(): void;
}

/** `flood` is called instead of `tell` when an import or the like changes tickets by the thousand. */
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
      // Beyond the bound it is only counted that there is more.
      if (gathered.size <= mostAtOnce || gathered.has(news.ticketId)) gathered.set(news.ticketId, news);
      timer ??= setTimeout(flush, gatherMs);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
