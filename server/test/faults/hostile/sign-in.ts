import { sign } from '@gongdan/client';
import { consoleEndpoints } from '@gongdan/contract/console';
import { world } from '../../world.ts';
import { exchange, type Reply } from './line.ts';
import { callOf, requestOf } from './request.ts';

interface Given {
  readonly email: string;
  readonly password: string;
}

interface Credentials {
  readonly appId: string;
  readonly appKey: string;
}

/** The address of honest callers. */
const home = '127.0.0.1';

/** Tries to sign in to the console like our own page. */
export function trySigningIn(target: { readonly port: number }, given: Given, from = home): Promise<Reply> {
  return exchange(target, signInRequest(target, given), { from });
}

export function signInRequest({ port }: { readonly port: number }, given: Given): Buffer {
  const host = `127.0.0.1:${port}`;
  const headers = { host, origin: `http://${host}`, 'content-type': 'application/json' };
  return requestOf(consoleEndpoints.signIn.path, { method: 'POST', headers, body: JSON.stringify(given) });
}

/** Signs in and returns the cookie. */
export async function signIn(target: { readonly port: number }, given: Given): Promise<string> {
  const { text } = await trySigningIn(target, given);
  const cookie = /set-cookie: ([^;\r]+)/i.exec(text)?.[1];
  if (cookie === undefined) throw new Error(`The agent could not sign in: ${text}`);
  return cookie;
}

/** Calls get_token with a sign that is made with the given key, which may be wrong. */
export function askForToken(
  target: { readonly port: number },
  { appId, appKey }: Credentials = world,
  from = home,
): Promise<Reply> {
  const appid = appId;
  const create_time = String(Math.floor(Date.now() / 1000));
  return exchange(target, callOf('get_token', { appid, create_time, sign: sign(appid, create_time, appKey) }), {
    from,
  });
}

export async function tokenOf(target: { readonly port: number }, app?: Credentials): Promise<string> {
  const { text } = await askForToken(target, app);
  const token = /"token":"(\w+)"/.exec(text)?.[1];
  if (token === undefined) throw new Error(`There was no token: ${text}`);
  return token;
}
