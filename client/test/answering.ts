import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign } from '../src/index.ts';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Answering {
  readonly status?: number;
  readonly body: object | string;
}

/** Starts a service on a real socket. It gives and checks tokens; `answer` answers every call that has a valid token. */
export async function startService(answer: (received: Received) => Answering) {
  const received: Received[] = [];
  const tokens = new Set<string>();
  let tokensGiven = 0;

  const server = createServer(async (request, response) => {
    const call = await receive(request);
    received.push(call);
    const { status = 200, body } = call.path === '/api/get_token' ? giveToken(call) : admit(call);
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': `r${received.length}` });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });

  function giveToken({ query }: Received): Answering {
    const { appid = '', create_time = '', sign: given } = query;
    if (given !== sign(appid, create_time, 'key')) return refusal('900003', 'signature错误');
    tokensGiven += 1;
    const token = `token${tokensGiven}`;
    tokens.add(token);
    return success({ item: { token, expires_in: '86400' } });
  }

  function admit(call: Received): Answering {
    return tokens.has(String(call.headers.token)) ? answer(call) : refusal('900002', 'token已失效,请重新获取');
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    /** The calls received, without those of get_token. */
    calls: () => received.filter(({ path }) => path !== '/api/get_token'),
    tokensGiven: () => tokensGiven,
    forgetTokens: () => tokens.clear(),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

export function success(rest: object): Answering {
  return { body: { ret_code: '000000', ret_msg: '操作成功', ...rest } };
}

export function refusal(ret_code: string, ret_msg: string, status = 200): Answering {
  return { status, body: { ret_code, ret_msg } };
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://service');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}
