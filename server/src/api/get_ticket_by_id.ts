import type { endpoints } from '@gongdan/contract';
import { loadCatalog } from '../catalog/load.ts';
import { json } from '../json/json-text.ts';
import { loadStaff } from '../people/load-staff.ts';
import { makeDetailReader } from '../tickets/reading/shown-detail.ts';
import { detailShape, ticketDetail } from '../wire/ticket-detail.ts';
import { type Handler, ready } from './handler.ts';

const readDetail = makeDetailReader(detailShape);

export const get_ticket_by_id: Handler<typeof endpoints.get_ticket_by_id> = async (
  context,
  { ticketid, ticket_code },
) => {
  const { db, company, snapshots } = context;
  const catalog = await snapshots.get(company.id, loadCatalog);
  const staff = await snapshots.get(company.id, loadStaff);
  const detail = await readDetail(db.query, company.id, { id: ticketid, number: ticket_code });
  return ready(json`"item":${ticketDetail({ context, catalog, staff }, detail)}`);
};
