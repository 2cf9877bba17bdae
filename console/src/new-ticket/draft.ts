import type { CustomerForm } from '../customer/customer-input.ts';
import type { DraftFile } from '../drafts/reply-draft.ts';

/** The value of a custom field, and its text for people. */
export interface FieldValue {
  readonly value: string;
  readonly text: string;
}

/** The draft of a new ticket. */
export interface NewTicketDraft {
  /** Every try sends the same key, so that a retry after a lost answer makes no second ticket. */
  readonly requestKey: string;
  readonly title: string;
  readonly text: string;
  readonly files: readonly DraftFile[];
  readonly categoryId: string | null;
  readonly customer: { readonly id: string; readonly name: string } | null;
  /** The form of a customer who is made together with the ticket; null otherwise. */
  readonly newCustomer: CustomerForm | null;
  readonly level: number;
  readonly status: number;
  readonly groupId: string | null;
  readonly agentId: string | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** Returns the draft of an empty form. Every company has the status 0, new, and the level 0, low. */
export function emptyTicket(requestKey: string): NewTicketDraft {
  return {
    requestKey,
    title: '',
    text: '',
    files: [],
    categoryId: null,
    customer: null,
    newCustomer: null,
    level: 0,
    status: 0,
    groupId: null,
    agentId: null,
    fields: {},
  };
}

/** True when the draft has contents that could be lost. */
export function isBegun({ requestKey: _, ...draft }: NewTicketDraft): boolean {
  const { requestKey: __, ...empty } = emptyTicket('');
  return JSON.stringify(draft) !== JSON.stringify(empty);
}
