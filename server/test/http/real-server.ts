import { createHash } from 'node:crypto';
import { endpoints } from '@gongdan/contract';
import { world } from '../world.ts';
import { ask } from './wire.ts';

export const uploadPath = endpoints.upload_file.path;

/** Gets a token of the demo company (world.ts) from a server that runs in a process of its own. */
export async function freshToken(url: string): Promise<string> {
  const time = String(Math.floor(Date.now() / 1000));
  const sign = createHash('md5').update(`${world.appId}${time}${world.appKey}`).digest('hex');
  const { text } = await ask(url, { path: `/api/get_token?appid=${world.appId}&create_time=${time}&sign=${sign}` });
  const { item } = JSON.parse(text) as { item?: { token: string } };
  if (!item) throw new Error(`no token: ${text}`);
  return item.token;
}
