import type { endpoints } from '@gongdan/contract';
import { openDesk } from '../tickets/desk.ts';
import { detailReader } from '../tickets/shown-detail.ts';
import { withWholeLog } from '../tickets/update-log.ts';
import { logEntry } from '../wire/log.ts';
import { detailShape, ticketDetail } from '../wire/ticket-detail.ts';
import { type Handler, ready } from './handler.ts';

const readDetail = detailReader(detailShape);

export const get_ticket_by_id: Handler<typeof endpoints.get_ticket_by_id> = async (
  context,
  { ticketid, ticket_code },
) => {
  const { catalog, staff } = await openDesk(context);
  const { db, company } = context;
  const detail = await readDetail(db.query, company.id, { id: ticketid, number: ticket_code });
  const whole = await withWholeLog(db.query, company.id, detail, logEntry);
  return ready(`"item":${ticketDetail({ context, catalog, staff }, whole)}`);
};
