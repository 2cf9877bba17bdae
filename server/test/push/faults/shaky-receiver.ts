import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Random } from '../../../src/operating/demo/random.ts';
import { closeServer, documentedAnswer, listen } from '../receiver.ts';

/** The arrivals of one message. */
export interface Arrived {
  /** Place among the first arrivals of all messages, from 0. */
  readonly place: number;
  /** The SHA-256 of the body that arrived first. */
  readonly bytes: string;
  times: number;
  /** How often other bytes arrived under the same id. */
  altered: number;
  /** True once the receiver has accepted the message. */
  taken: boolean;
}

export interface ShakyReceiver {
  readonly url: string;
  /** Message id → its arrivals. */
  readonly arrived: ReadonlyMap<string, Arrived>;
  /** Calls the listener at every arrival. */
  onArrival(listener: () => void): void;
  close(): Promise<void>;
}

export interface Shakiness {
  /** The share of pushes that fail. */
  readonly failing: number;
  /** A message that has arrived this often is accepted when it arrives again. */
  readonly mostFailures: number;
}

/** Starts a receiver that fails a share of the pushes, each in one of the four ways of `failures`. */
export async function startShakyReceiver(random: Random, { failing, mostFailures }: Shakiness): Promise<ShakyReceiver> {
  const arrived = new Map<string, Arrived>();
  let listener = () => {};

  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    const one = note(arrived, String(request.headers['webhook-id']), body);
    if (random.chance(failing) && one.times <= mostFailures) random.pick(failures)(response);
    else {
      one.taken = true;
      response.end(documentedAnswer);
    }
    listener();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/hook`,
    arrived,
    onArrival(next) {
      listener = next;
    },
    close: () => closeServer(server),
  };
}

const failures: readonly ((response: ServerResponse) => void)[] = [
  (response) => response.writeHead(500).end('broken'),
  (response) => response.writeHead(503, { 'retry-after': '2' }).end(),
  (response) => response.end('{"retCode":"900001","retMsg":"no"}'),
  (response) => response.destroy(),
];

function note(arrived: Map<string, Arrived>, id: string, body: string): Arrived {
  const bytes = createHash('sha256').update(body).digest('hex');
  const known = arrived.get(id) ?? { place: arrived.size, bytes, times: 0, altered: 0, taken: false };
  known.times += 1;
  if (known.bytes !== bytes) known.altered += 1;
  arrived.set(id, known);
  return known;
}
