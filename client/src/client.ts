import { type Answer, codes, type EndpointName, endpoints } from '@gongdan/contract';
import { CallError } from './call-error.ts';
import { eachRow } from './pages.ts';
import { requestOf } from './request.ts';
import { send } from './send.ts';
import { type Credentials, signed, tokenSource } from './token.ts';
import type { Answered, Call, CallName, CallOptions, Given, PagedName, Row } from './wire.ts';

export interface ClientOptions extends Credentials {
  /** Scheme, host and port of the service. */
  readonly baseUrl: string;
  /** The longest wait for the answer to one request; 30,000 by default. */
  readonly timeoutMs?: number;
  /** The clock in milliseconds UTC; `Date.now` by default. */
  readonly now?: () => number;
}

/** `parameters` may be left out when none is mandatory, that is, when `{}` (the type `Record<never, never>`) is valid. */
type Arguments<N extends CallName> =
  Record<never, never> extends Given<N>
    ? [parameters?: Given<N>, options?: CallOptions]
    : [parameters: Given<N>, options?: CallOptions];

type Methods = { readonly [N in CallName]: (...given: Arguments<N>) => Promise<Answered<N>> };

export type Client = Methods & {
  /** Yields the rows of a list, page after page. If rows change meanwhile, a row may be yielded twice or not at all. */
  each<N extends PagedName>(name: N, ...given: Arguments<N>): AsyncGenerator<Row<N>, void, undefined>;
};

type Headers = Readonly<Record<string, string>>;

/** A token is replaced one minute before it expires, so that it cannot expire on the way to the service. */
const marginMs = 60_000;

/**
 * Creates a client, which has a method for every call under its wire name. It fetches a token at the first call and
 * keeps it until one minute before it expires. When the service says that the token has expired, the client fetches a
 * new one and repeats the call once. A call whose answer is not a success rejects with CallError.
 */
export function createClient({ baseUrl, timeoutMs = 30_000, now = Date.now, ...credentials }: ClientOptions): Client {
  const ask = async (name: EndpointName, parameters: object, headers: Headers, signal?: AbortSignal) =>
    send(name, await requestOf(baseUrl, endpoints[name], parameters), headers, { signal, timeoutMs });

  const tokens = tokenSource(async () => {
    const { item } = (await ask('get_token', signed(credentials, now()), {})) as Answer<typeof endpoints.get_token>;
    return { token: item.token, until: now() + Number(item.expires_in) * 1000 - marginMs };
  }, now);

  const call: Call = async (name, parameters = {} as Given<typeof name>, options = {}) => {
    const attempt = (token: string) => ask(name, parameters, headersOf(token, options), options.signal);
    const token = await tokens.get();
    try {
      return (await attempt(token)) as Answered<typeof name>;
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== codes.token_expired.code) throw error;
      tokens.drop(token);
      return (await attempt(await tokens.get())) as Answered<typeof name>;
    }
  };

  return { ...methodsOf(call), each: (name, ...[parameters, options]) => eachRow(call, name, parameters, options) };
}

function headersOf(token: string, { idempotencyKey, hop }: CallOptions): Headers {
  return {
    token,
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    ...(hop !== undefined && { 'gongdan-hop': String(hop) }),
  };
}

function methodsOf(call: Call): Methods {
  const names = Object.keys(endpoints) as EndpointName[];
  const callable = names.filter((name): name is CallName => name !== 'get_token');
  const methods = callable.map((name) => [
    name,
    (parameters?: Given<typeof name>, options?: CallOptions) => call(name, parameters, options),
  ]);
  return Object.fromEntries(methods) as Methods;
}
