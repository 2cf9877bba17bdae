import { createHash } from 'node:crypto';
import { type EndpointName, endpoints } from '@gongdan/contract';
import { type ConsoleEndpointName, consoleEndpoints } from '@gongdan/contract/console';

export type Json = Record<string, unknown>;

/** The session of an agent who has signed in. */
export interface SignedIn {
  readonly cookie: string;
  readonly csrfToken: string;
}

/** Calls a server as one app of one company, and as agents of the console. Every failure throws. */
export interface Caller {
  wire(name: EndpointName, parameters?: Json, headers?: Record<string, string>): Promise<Json>;
  console(browser: SignedIn, name: ConsoleEndpointName, parameters?: Json): Promise<Json>;
  /** Uploads a file and returns its address. */
  upload(name: 'upload_file' | 'user_upload_file', bytes: Uint8Array, fileName: string): Promise<string>;
  /** Reads the bytes at a path of the server. */
  bytes(path: string): Promise<Buffer>;
}

export function callerOf(url: string, token: string): Caller {
  return {
    async wire(name, parameters = {}, headers = {}) {
      const sent = { 'content-type': 'application/json', token, ...headers };
      const response = await fetch(url + endpoints[name].path, {
        method: 'POST',
        headers: sent,
        body: JSON.stringify(parameters),
      });
      return succeeded(name, (await response.json()) as Json);
    },

    async console({ cookie, csrfToken }, name, parameters = {}) {
      const { method, path } = consoleEndpoints[name];
      const posted = method === 'POST';
      const texts = Object.entries(parameters).map(([key, value]): [string, string] => [
        key,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      const response = await fetch(url + path + (posted ? '' : `?${new URLSearchParams(texts)}`), {
        method,
        headers: { origin: url, cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
        ...(posted && { body: JSON.stringify(parameters) }),
      });
      const body = (await response.json()) as Json;
      if (response.status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`);
      return body;
    },

    async upload(name, bytes, fileName) {
      const form = new FormData();
      form.append('file', new Blob([Uint8Array.from(bytes)]), fileName);
      const response = await fetch(url + endpoints[name].path, { method: 'POST', headers: { token }, body: form });
      const { item } = succeeded(name, (await response.json()) as Json);
      return (item as { file_url: string }).file_url;
    },

    async bytes(path) {
      const response = await fetch(url + path);
      if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    },
  };
}

/** Gets a token of the app from `get_token`. */
export async function tokenOf(url: string, appid: string, appKey: string, now: number): Promise<string> {
  const time = String(Math.floor(now / 1000));
  const sign = createHash('md5').update(`${appid}${time}${appKey}`).digest('hex');
  const { item } = await callerOf(url, '').wire('get_token', { appid, create_time: time, sign });
  return (item as { token: string }).token;
}

/** Signs the agent in by e-mail and password. */
export async function signIn(url: string, email: string, password: string): Promise<SignedIn> {
  const response = await fetch(url + consoleEndpoints.signIn.path, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const body = (await response.json()) as { session: { csrfToken: string } | null };
  if (!body.session) throw new Error(`${email} was not signed in: ${JSON.stringify(body)}`);
  return { cookie: response.headers.get('set-cookie')!.split(';')[0]!, csrfToken: body.session.csrfToken };
}

function succeeded(name: string, body: Json): Json {
  if (body.ret_code !== '000000') throw new Error(`${name}: ${JSON.stringify(body)}`);
  return body;
}
