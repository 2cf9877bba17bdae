import type { ReminderMessage, TicketMessage } from '@gongdan/contract';
import { formatTime } from '../zone.ts';

interface PastMessage {
  readonly position: number;
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  /** The ticket alone, JSON. */
  readonly body: string;
}

/** A message in the answer to a receiver that was away. */
export function pastMessage(zone: string, { id, position, kind, at, body }: PastMessage) {
  return {
    messageid: id,
    cursor: String(position),
    event: kind,
    create_datetime: formatTime(zone, at),
    content: JSON.parse(body) as TicketMessage | ReminderMessage,
  };
}
