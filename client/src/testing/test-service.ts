import '../node-version.ts';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codes, type Endpoint, endpoints, pathsOf } from '@gongdan/contract';
import { type Credentials, sign } from '../token.ts';
import type { Answered, CallName } from '../wire.ts';
import { Refusal, refuse, refusedAnswer } from './refusal.ts';
import { readSent, type Sent } from './sent.ts';

export { refuse } from './refusal.ts';
export type { Sent } from './sent.ts';

/** The service's answer to each call, without `ret_code` and `ret_msg`. A call without an entry is refused as `internal`. */
export type Answers = { readonly [N in CallName]?: (sent: Sent) => Answered<N> | Promise<Answered<N>> };

export interface ReceivedCall {
  readonly name: CallName;
  readonly sent: Sent;
  readonly idempotencyKey: string | undefined;
}

export interface TestService extends Credentials {
  readonly baseUrl: string;
  /** The calls that had a valid token and all mandatory parameters, in order. */
  readonly calls: readonly ReceivedCall[];
  /** Makes all tokens expire that the service has issued. */
  expireTokens(): void;
  close(): Promise<void>;
}

const paths = new Map<string, Endpoint>(
  Object.values(endpoints).flatMap((endpoint) => pathsOf(endpoint).map((path) => [path, endpoint] as const)),
);

/**
 * Starts a service for tests of programs that call the wire, on a real port of this machine. It checks methods, tokens,
 * the signature of get_token and the parameters that a call always needs, and refuses with the codes of the real service.
 * It does not check the form of values. Its answers come from `answers`. The returned value can be passed to
 * createClient.
 */
export async function startTestService(
  answers: Answers,
  credentials: Credentials = { appid: '1', appKey: '2' },
): Promise<TestService> {
  const calls: ReceivedCall[] = [];
  const tokens = new Set<string>();

  async function answer(request: IncomingMessage): Promise<object> {
    const { endpoint, sent } = await understood(request);
    if (endpoint.access === 'token') admit(tokens, request);
    demand(endpoint, sent);
    if (endpoint.name === 'get_token') return { item: { token: giveToken(tokens, credentials, sent), expires_in } };
    const name = endpoint.name as CallName;
    const key = request.headers['idempotency-key'];
    calls.push({ name, sent, idempotencyKey: typeof key === 'string' ? key : undefined });
    return (await answers[name]?.(sent)) ?? refuse('internal', `the test gives no answer to ${name}`);
  }

  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request).then(success, failure);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...credentials,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    expireTokens: () => tokens.clear(),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const expires_in = '86400';

async function understood(request: IncomingMessage): Promise<{ endpoint: Endpoint; sent: Sent }> {
  const endpoint = paths.get((request.url ?? '/').replace(/\?.*/s, '')) ?? refuse('path_unknown');
  if (request.method !== endpoint.method && !(endpoint.reads && request.method === 'POST')) refuse('method_wrong');
  return { endpoint, sent: (await readSent(request)) ?? refuse('body_malformed') };
}

function admit(tokens: ReadonlySet<string>, { headers }: IncomingMessage): void {
  const token = String(headers.token ?? '').trim();
  if (token === '') refuse('token_missing');
  if (!tokens.has(token)) refuse('token_expired');
}

/**
 * Refuses the call at the first mandatory parameter that is missing or blank, with that parameter's code. A parameter that
 * may be absent when another is given (`unless`) is not checked.
 */
function demand({ parameters }: Endpoint, sent: Sent): void {
  for (const name of parameters.required ?? []) {
    const { missing = 'parameter_missing' } = parameters.properties[name] as { missing?: keyof typeof codes };
    const value = sent[name] ?? '';
    if (typeof value === 'string' && value.trim() === '') refuse(missing, name);
  }
}

function giveToken(tokens: Set<string>, { appid, appKey }: Credentials, sent: Sent): string {
  if (sent.appid !== appid) refuse('app_unknown');
  if (sent.sign !== sign(appid, String(sent.create_time), appKey)) refuse('signature_wrong');
  const token = randomBytes(16).toString('hex');
  tokens.add(token);
  return token;
}

function success(rest: object) {
  return { status: 200, body: { ret_code: codes.ok.code, ret_msg: codes.ok.text, ...rest } };
}

function failure(error: unknown) {
  return refusedAnswer(error instanceof Refusal ? error : new Refusal('internal', String(error)));
}
