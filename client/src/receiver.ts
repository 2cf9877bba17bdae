import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReminderMessage, TicketMessage } from '@gongdan/contract';
import { type SeenMessages, seenInMemory } from './seen-messages.ts';
import { verifyPush } from './verify-push.ts';

/** A message that was pushed, checked and not seen before. */
export interface PushedMessage {
  /** The same in every try and replay. */
  readonly id: string;
  /** Counts the tries, from 1. */
  readonly attempt: number;
  /** How many pushes led to it, one out of the other, itself among them: to be handed on with calls made because of it. */
  readonly hop: number;
  /** The ticket; of a reminder (`is_reminder` "1") only which one, who, when and why. */
  readonly ticket: TicketMessage | ReminderMessage;
}

export interface ReceiverOptions {
  /** `whsec_…`; several while one replaces the other. Without any, messages are taken from everybody. */
  readonly secrets?: readonly string[];
  /** Is called once for each message; when it throws, the message is refused and comes again. */
  readonly receive: (message: PushedMessage) => Promise<void> | void;
  /** Remembers which messages were received; the last ten thousand in memory unless given. */
  readonly seen?: SeenMessages;
  readonly now?: () => number;
}

const mostBytes = 1_048_576;

/**
 * A request handler for `node:http` (and what is built like it) that takes pushed messages in both forms, checks who
 * sent them, leaves out those that were received before, and answers as the document asks.
 */
export function createReceiver({ secrets = [], receive, seen = seenInMemory(), now = Date.now }: ReceiverOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request).catch(() => 'broken off' as const);
    // Nobody is there to be answered; the message comes again.
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

/** The ticket of an envelope, or the flat ticket itself. */
function readTicket(body: Buffer): TicketMessage | ReminderMessage | undefined {
  try {
    const said = JSON.parse(body.toString('utf8'));
    const ticket = Array.isArray(said?.content) ? said.content[0] : said;
    return typeof ticket?.ticketid === 'string' ? ticket : undefined;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, retCode: string, retMsg: string, now: number): void {
  const data = { receiveTime: new Date(now).toISOString().replace(/[-:T]/g, '').slice(0, 14) };
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ data, retCode, retMsg }));
}
