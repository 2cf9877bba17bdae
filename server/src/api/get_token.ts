import type { endpoints } from '@gongdan/contract';
import { tokenLifeMs } from '../people/token.ts';
import type { Handler } from './handler.ts';

export const get_token: Handler<typeof endpoints.get_token> = async (
  { signIn, address, noteCaller },
  { appid, create_time, sign },
) => {
  const token = await signIn({ appId: appid, time: create_time, sign, address, noteCaller });
  return { item: { token, expires_in: String(tokenLifeMs / 1000) } };
};
