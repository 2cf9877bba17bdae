import type { LiveNotices } from '@gongdan/contract/console';
import type { Subscribe } from '../../context.ts';
import type { Listener } from './listener.ts';
import { makeTicketBatch } from './ticket-batch.ts';

/** The open windows of one company on this node, and the subscription that feeds them. */
export interface CompanyListeners {
  readonly listeners: Set<Listener>;
  /** The revision of the company that the listeners were told last. */
  revision: number;
  /** Sends a notice, which is an event of the stream such as `ticket` or `views`, to every listener. */
  tellAll<Event extends keyof LiveNotices>(event: Event, notice: LiveNotices[Event]): void;
  /** Ends the subscription. */
  close(): void;
}

export function openCompanyListeners(subscribe: Subscribe, companyId: string, revision: number): CompanyListeners {
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
