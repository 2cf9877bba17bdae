import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReminderMessage, TicketMessage } from '@gongdan/contract';
import { type SeenMessages, seenInMemory } from './seen-messages.ts';
import { verifyPush } from './verify-push.ts';

/** A pushed message that was checked and not received before. */
export interface PushedMessage {
  /** The same in every attempt and replay. */
  readonly id: string;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  /** Length of the chain of pushes that led to this one, itself included. Pass it as `hop` to calls that it causes. */
  readonly hop: number;
  /** The ticket. A reminder (`is_reminder` "1") says only for which ticket, by whom, when and why. */
  readonly ticket: TicketMessage | ReminderMessage;
}

export interface ReceiverOptions {
  /** `whsec_…`; two while a new one replaces an old one. Without a secret, messages from anyone are accepted. */
  readonly secrets?: readonly string[];
  /** Called once for each message. When it throws, the message is refused and the service pushes it again. */
  readonly receive: (message: PushedMessage) => Promise<void> | void;
  /** Remembers which messages were received; by default the last 10,000, in memory. */
  readonly seen?: SeenMessages;
  readonly now?: () => number;
}

/** A longer body is refused with 413. */
const mostBytes = 1_048_576;

/**
 * Creates a request handler for `node:http` and compatible servers. It accepts pushed messages in both forms, verifies
 * their signatures, skips those that were received before, and answers with the
 * acknowledgement that the API's document prescribes.
 */
export function createReceiver({ secrets = [], receive, seen = seenInMemory(), now = Date.now }: ReceiverOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
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
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readMessage({ headers }: IncomingMessage, body: Buffer): PushedMessage | undefined {
  const id = headers['webhook-id'];
  const ticket = readTicket(body);
  if (typeof id !== 'string' || !ticket) return undefined;
  const [attempt, hop] = [Number(headers['gongdan-attempt'] ?? 1), Number(headers['gongdan-hop'] ?? 1)];
  return { id, attempt, hop, ticket };
}

/** Returns the ticket of an envelope, or the flat ticket itself. */
function readTicket(body: Buffer): TicketMessage | ReminderMessage | undefined {
  try {
    const parsed = JSON.parse(body.toString('utf8'));
    const ticket = Array.isArray(parsed?.content) ? parsed.content[0] : parsed;
    return typeof ticket?.ticketid === 'string' ? ticket : undefined;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, retCode: string, retMsg: string, now: number): void {
  // `receiveTime` has the form yyyyMMddHHmmss.
  const data = { receiveTime: new Date(now).toISOString().replace(/[-:T]/g, '').slice(0, 14) };
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ data, retCode, retMsg }));
}
