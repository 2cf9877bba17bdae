/** By what a call names a ticket; the id wins. */
export interface TicketKey {
  readonly id?: string | undefined;
  readonly number?: string | undefined;
}
