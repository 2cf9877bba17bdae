import { type Answer, type EndpointName, endpoints } from '@gongdan/contract';
import { CallError } from './call-error.ts';
import { eachRow } from './pages.ts';
import { requestOf } from './request.ts';
import { send } from './send.ts';
import { type Credentials, signed, tokenSource } from './token.ts';
import type { Answered, Call, CallName, CallOptions, Given, PagedName, Row } from './wire.ts';

export interface ClientOptions extends Credentials {
  /** Scheme, host and port; whatever speaks the wire. */
  readonly baseUrl: string;
  /** How long an answer may take; half a minute unless given. */
  readonly timeoutMs?: number;
  /** The clock; milliseconds UTC. */
  readonly now?: () => number;
}

type Arguments<N extends CallName> =
  Record<never, never> extends Given<N>
    ? [parameters?: Given<N>, options?: CallOptions]
    : [parameters: Given<N>, options?: CallOptions];

type Methods = { readonly [N in CallName]: (...given: Arguments<N>) => Promise<Answered<N>> };

export type Client = Methods & {
  /** The rows of a list, page after page. What changes meanwhile may show a row twice or not at all. */
  each<N extends PagedName>(name: N, ...given: Arguments<N>): AsyncGenerator<Row<N>, void, undefined>;
};

type Headers = Readonly<Record<string, string>>;

/** A token is replaced this long before its end, so that none ends on its way. */
const marginMs = 60_000;

/**
 * A method for every call of the wire, by its wire name. It fetches its token when first needed, keeps it to its
 * end, and fetches another once when the service says it has ended. A refusal is thrown as CallError.
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
      if (!(error instanceof CallError) || error.code !== '900002') throw error;
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
