import Type from 'typebox';
import { envelope } from '../envelope.ts';
import { words } from '../values.ts';

/** The answer of creating a ticket. It has an `item` and an empty list of `items`, because the documented answer has both. */
export const madeTicket = envelope({
  item: Type.Object(
    { ticketid: Type.String(words('工单编号（系统）', 'id of the ticket')) },
    { additionalProperties: false },
  ),
  items: Type.Array(Type.Unknown(), { maxItems: 0 }),
});
