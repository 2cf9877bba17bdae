import type { endpoints, ReminderMessage, TicketMessage } from '@gongdan/contract';
import { countGivenUp, listGivenUp } from '../push/given-up.ts';
import { failedPush } from '../wire/failed-push.ts';
import { readPage, writePage } from '../wire/paging.ts';
import { demandRange } from '../wire/range.ts';
import type { Handler } from './handler.ts';

export const query_ticket_push_fail_infos: Handler<typeof endpoints.query_ticket_push_fail_infos> = async (
  { db, company },
  given,
) => {
  const range = demandRange(company.zone, given.start_datetime, given.end_datetime);
  const page = readPage(given);
  const [bodies, total] = await Promise.all([
    listGivenUp(db.query, company.id, range, page),
    countGivenUp(db.query, company.id, range),
  ]);
  return {
    items: bodies.map((body) => failedPush(JSON.parse(body) as TicketMessage | ReminderMessage)),
    ...writePage(page, total),
  };
};
