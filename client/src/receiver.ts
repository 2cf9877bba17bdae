import type { ReminderMessage, TicketMessage } from '@gongdan/contract';
import { type SeenMessages, seenInMemory } from './seen-messages.ts';
import { verifyPush } from './verify-push.ts';

/** A pushed message as `receive` gets it: with a verified signature, if secrets are set, and not received before. */
export interface PushedMessage {
  /** Id of the message, the same in every attempt and replay. */
  readonly id: string;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  /**
   * Number of pushes in the chain that led to this one, itself included: 1 for the first push. Pass it as `hop` to the calls
   * that this message causes.
   */
  readonly hop: number;
  /** The ticket, or a reminder (`is_reminder` "1"), which says only for which ticket, by whom, when and why. */
  readonly ticket: TicketMessage | ReminderMessage;
}

export interface ReceiverOptions {
  /**
   * The secrets of the push endpoint (`whsec_…`). Give both while a new one replaces an old one. Without a secret, messages
   * from anyone are accepted.
   */
  readonly secrets?: readonly string[];
  /**
   * Called once for each message. When it throws, the message is refused; the service pushes it again, and `receive` is
   * called again.
   */
  readonly receive: (message: PushedMessage) => Promise<void> | void;
  /** Remembers which messages were received; by default the last 10,000, in memory. */
  readonly seen?: SeenMessages;
  readonly now?: () => number;
}

/**
 * A request of `node:http`. This interface and the next name only what the receiver uses, so that a program compiles
 * against the client without the types of Node.
 */
export interface PushRequest extends AsyncIterable<Uint8Array> {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A response of `node:http`. */
export interface PushResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
}

/** A longer body is refused with 413. */
const mostBytes = 1_048_576;

/**
 * Creates a request handler for `node:http` and compatible servers. It accepts pushed messages with or without the
 * envelope, and verifies their signatures if secrets are set. A message that was received before is acknowledged and not
 * handed over again. The acknowledgement has the form that the API's document prescribes.
 */
export function createReceiver({ secrets = [], receive, seen = seenInMemory(), now = Date.now }: ReceiverOptions) {
  return async (request: PushRequest, response: PushResponse): Promise<void> => {
    const body = await readBody(request).catch(() => 'broken off' as const);
    // The connection is gone, so no answer can be sent. The service pushes the message again.
    if (body === 'broken off') return;
    if (body === undefined) return answer(response, 413, '400014', 'too large', now());
    const arrived = { headers: request.headers, body };
    if (secrets.length > 0 && !secrets.some((secret) => verifyPush(arrived, secret, now()))) {
      return answer(response, 401, '900003', 'wrong signature', now());
    }
    const message = readMessage(request, body);
    if (!message) return answer(response, 400, '400014', 'no message', now());
    try {
      await seen.once(message.id, async () => receive(message));
    } catch {
      return answer(response, 500, '999999', 'not received', now());
    }
    answer(response, 200, '000000', 'received', now());
  };
}

/** Returns the body, or undefined when it is longer than `mostBytes`. */
async function readBody(request: PushRequest): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readMessage({ headers }: PushRequest, body: Buffer): PushedMessage | undefined {
  const id = headers['webhook-id'];
  const ticket = readTicket(body);
  if (typeof id !== 'string' || !ticket) return undefined;
  const [attempt, hop] = [Number(headers['gongdan-attempt'] ?? 1), Number(headers['gongdan-hop'] ?? 1)];
  return { id, attempt, hop, ticket };
}

/** Returns the ticket in the envelope, or the body itself when it is a ticket; undefined when it is neither. */
function readTicket(body: Buffer): TicketMessage | ReminderMessage | undefined {
  try {
    const parsed = JSON.parse(body.toString('utf8'));
    const ticket = Array.isArray(parsed?.content) ? parsed.content[0] : parsed;
    return typeof ticket?.ticketid === 'string' ? ticket : undefined;
  } catch {
    return undefined;
  }
}

/** The codes are those of the API: 400014 request refused, 900003 wrong signature, 999999 unknown error. */
function answer(response: PushResponse, status: number, retCode: string, retMsg: string, now: number): void {
  // `receiveTime` has the form yyyyMMddHHmmss.
  const data = { receiveTime: new Date(now).toISOString().replace(/[-:T]/g, '').slice(0, 14) };
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ data, retCode, retMsg }));
}
