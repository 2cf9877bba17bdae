import type { ReminderMessage, TicketMessage } from '@gongdan/contract';
import type { PastMessage } from '../push/since.ts';
import { formatTime } from '../zone.ts';

export function pastMessage(zone: string, { id, position, kind, at, body }: PastMessage) {
  return {
    messageid: id,
    cursor: String(position),
    event: kind,
    create_datetime: formatTime(zone, at),
    content: JSON.parse(body) as TicketMessage | ReminderMessage,
  };
}
