import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/**
 * A floor: a server that reads by plain code. It is bare node:http with prepared statements on the SQLite store of the
 * measured server, and JSON.stringify. It checks no token and no parameter, looks up no names and formats no times.
 */
const [folder = ''] = process.argv.slice(2);
const database = new Sqlite(join(folder, 'gongdan.db'), { readonly: true });
// 64 MB, as the readers of the measured server have.
database.pragma('cache_size = -65536');

const ticketById = database.prepare(`
  select ticket.*, customer.nick, customer.name, customer.emails, customer.phones
  from ticket left join customer on customer.company_id = ticket.company_id and customer.id = ticket.customer_id
  where ticket.company_id = ? and ticket.id = ?`);
const repliesOf = database.prepare(`
  select id, at, author_type, author_name, author_face, visibility, files, channel, title, content
  from reply where company_id = ? and ticket_id = ? and erased_at is null order by at desc, id desc`);
const logOf = database.prepare(
  'select at, entry from log_entry where company_id = ? and ticket_id = ? order by version desc',
);
const where = 'ticket.company_id = ? and ticket.status = ? and ticket.created_at >= ? and ticket.created_at < ?';
const countOf = database.prepare(`select count(*) from ticket where ${where}`).pluck();
const pageOf = database.prepare(`
  select ticket.id, ticket.title, ticket.content, ticket.number, ticket.source, ticket.level, ticket.status,
    ticket.starter_name, ticket.starter_type, ticket.category_id, ticket.group_id, ticket.agent_id,
    ticket.created_at, ticket.updated_at, ticket.score, ticket.remark, ticket.evaluated_at, customer.nick,
    customer.name, customer.phones, customer.emails
  from ticket left join customer on customer.company_id = ticket.company_id and customer.id = ticket.customer_id
  where ${where} order by ticket.created_at desc, ticket.id desc limit ? offset ?`);
const company = database.prepare('select id from company').pluck().get();

function detail(given: URLSearchParams): object {
  const id = given.get('ticketid');
  const ticket = ticketById.get(company, id) as object;
  return { item: { ...ticket, deal_list: repliesOf.all(company, id), update_log_list: logOf.all(company, id) } };
}

function list(given: URLSearchParams): object {
  const size = Number(given.get('page_size'));
  const moment = (name: string) => Date.parse(`${given.get(name)}+08:00`);
  const span = [moment('create_start_datetime'), moment('create_end_datetime')];
  const wanted = [company, Number(given.get('ticket_status')), ...span];
  const items = pageOf.all(...wanted, size, (Number(given.get('page_no')) - 1) * size);
  return { items, total_count: countOf.get(...wanted) };
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://floor');
  const answer = url.pathname.endsWith('get_ticket_by_id') ? detail(url.searchParams) : list(url.searchParams);
  const body = Buffer.from(JSON.stringify({ ret_code: '000000', ret_msg: '操作成功', ...answer }));
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
