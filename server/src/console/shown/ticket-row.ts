import type { SelectedTicket } from '../../tickets/lists/selected.ts';

/** A ticket in a list. */
export function shownRow({ customerId, nick, ...ticket }: SelectedTicket) {
  return { ...ticket, customer: customerId === null ? null : { id: customerId, nick: nick ?? '' } };
}
