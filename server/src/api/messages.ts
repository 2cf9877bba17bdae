import type { endpoints } from '@gongdan/contract';
import { messagesSince } from '../push/since.ts';
import { pastMessage } from '../wire/past-message.ts';
import type { Handler } from './handler.ts';

const usual = 100;
const most = 200;

export const messages: Handler<typeof endpoints.messages> = async ({ db, company }, { after = '0', limit = usual }) => {
  const found = await messagesSince(db.query, company.id, Number(after), limit < 1 ? usual : Math.min(limit, most));
  return {
    items: found.map((message) => pastMessage(company.zone, message)),
    next_cursor: String(found.at(-1)?.position ?? Number(after)),
  };
};
