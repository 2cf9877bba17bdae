import type { LiveNotices } from '@gongdan/contract/console';
import type { Subscribe } from '../../context.ts';
import type { Listener } from './listener.ts';
import { makeTicketBatch } from './ticket-batch.ts';

/** The listeners of one company on this node. */
export interface Hall {
  readonly listeners: Set<Listener>;
  /** The company's revision that the listeners know of. */
  revision: number;
  tellAll<Event extends keyof LiveNotices>(event: Event, notice: LiveNotices[Event]): void;
  close(): void;
}

export function openHall(subscribe: Subscribe, companyId: string, revision: number): Hall {
  const listeners = new Set<Listener>();

  function tellAll(event: keyof LiveNotices, notice: object): void {
    const data = JSON.stringify(notice);
    for (const listener of listeners) listener.tell(event, data);
  }

  const batch = makeTicketBatch(
    (news) => {
      for (const { ticketId, version, kind, at } of news) tellAll('ticket', { ticketId, version, kind, at });
    },
    () => tellAll('missed', {}),
  );
  const unsubscribe = subscribe(companyId, batch.add);
  return {
    listeners,
    revision,
    tellAll,
    close() {
      unsubscribe();
      batch.stop();
    },
  };
}
