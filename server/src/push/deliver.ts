import type { Agent, Dispatcher } from 'undici';
import { receiveAnswer } from './answer.ts';
import type { Attempt } from './attempt.ts';
import { AddressRefused } from './fault.ts';

/** One request to an endpoint: its body, and its headers besides those that every push has. */
export interface Parcel {
  readonly url: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface DeliverOptions {
  /** The connection pool that `connector.ts` made. */
  readonly agent: Agent;
  readonly firstByteMs: number;
  readonly totalMs: number;
  readonly now: () => number;
  readonly elapsed: () => number;
  /** This server's own origin. Pushes to it are refused, because a push could cause the next one without end. */
  readonly ownOrigin: () => string;
}

/** Posts a parcel once and follows no redirect. Never throws: the Attempt carries any fault. */
export async function deliver(parcel: Parcel, options: DeliverOptions): Promise<Attempt> {
  const startedAt = options.now();
  const began = options.elapsed();
  const received = await receiveAnswer(options, (handler) =>
    options.agent.dispatch(request(parcel, options.ownOrigin()), handler),
  );
  return { startedAt, tookMs: Math.round(options.elapsed() - began), ...received };
}

function request({ url, body, headers }: Parcel, ownOrigin: string): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(url);
  if (origin === ownOrigin) throw new AddressRefused('the address is this server itself');
  return { origin, path: pathname + search, method: 'POST', body, headers: { ...always, ...headers } };
}

const always = {
  'content-type': 'application/json; charset=utf-8',
  // Compressing a receipt of 70 bytes does not make it smaller. Some receivers compress all the same: see unpack-answer.ts.
  'accept-encoding': 'identity',
  'user-agent': 'Gongdan-Push/1',
};
