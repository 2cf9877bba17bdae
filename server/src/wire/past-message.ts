import type { ReminderMessage, TicketMessage } from '@gongdan/contract';
import { formatTime } from '../zone.ts';

interface PastMessage {
  readonly position: number;
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  /** JSON of the ticket's members, without the envelope of a push. */
  readonly body: string;
}

/** Returns a message as `messages` lists it, for receivers that missed pushes. */
export function pastMessage(zone: string, { id, position, kind, at, body }: PastMessage) {
  return {
    messageid: id,
    cursor: String(position),
    event: kind,
    create_datetime: formatTime(zone, at),
    content: JSON.parse(body) as TicketMessage | ReminderMessage,
  };
}
