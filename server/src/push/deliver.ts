import type { Agent, Dispatcher } from 'undici';
import { hear } from './answer.ts';
import type { Attempt } from './attempt.ts';
import { AddressRefused } from './fault.ts';

/** What goes to an endpoint: the bytes, and the headers beside those every push has. */
export interface Parcel {
  readonly url: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface DeliverOptions {
  /** The connections to use, made by `connector.ts`. */
  readonly agent: Agent;
  readonly firstByteMs: number;
  readonly totalMs: number;
  readonly now: () => number;
  readonly elapsed: () => number;
  /** Where this server itself is reached: pushing there would go round for ever. */
  readonly ownOrigin: () => string;
}

/** Posts a parcel once. Whatever happens is told by the Attempt; it never throws and follows no redirect. */
export async function deliver(parcel: Parcel, options: DeliverOptions): Promise<Attempt> {
  const startedAt = options.now();
  const began = options.elapsed();
  const heard = await hear(options, (handler) => options.agent.dispatch(request(parcel, options.ownOrigin()), handler));
  return { startedAt, tookMs: Math.round(options.elapsed() - began), ...heard };
}

function request({ url, body, headers }: Parcel, ownOrigin: string): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(url);
  if (origin === ownOrigin) throw new AddressRefused('the address is this server itself');
  return { origin, path: pathname + search, method: 'POST', body, headers: { ...always, ...headers } };
}

const always = {
  'content-type': 'application/json; charset=utf-8',
  // A receipt of 70 bytes gets no smaller by packing. Servers that pack all the same are understood (unpack-answer.ts).
  'accept-encoding': 'identity',
  'user-agent': 'Gongdan-Push/1',
};
