import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { Problem } from '../errors.ts';
import { type Given, give, giveForm, type Names } from './given.ts';
import { parseJson } from './json.ts';
import { watchPace } from './pace.ts';

/** A body that begins with it is JSON, whatever it says of itself. */
export const brace = 0x7b;

/** Whether anything follows the headers. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** Bytes of all bodies that are being read, and how many there may be: slow ones by the thousand must not fill the memory. */
let held = 0;
const mostHeld = 256 * 2 ** 20;

/**
 * Reads the body to its end. Throws Problem `body_too_large` beyond `limit` bytes, after having listened to as much
 * again, so that a client that is still sending gets to read the answer.
 */
export function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let over = false;
  const endWatch = watchPace(request);
  return new Promise((resolve, reject) => {
    function end(problem?: Problem) {
      if (over) return;
      over = true;
      endWatch();
      held -= size;
      if (problem) reject(problem);
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    }
    request.on('data', (chunk: Buffer) => {
      if (over) return;
      size += chunk.length;
      held += chunk.length;
      if (held > mostHeld) end(new Problem('overloaded', 'too many bodies at once, try again in a second'));
      else if (size <= limit) chunks.push(chunk);
      else if (size > 2 * limit) end(tooLarge(limit));
    });
    request.on('end', () => end(size > limit ? tooLarge(limit) : undefined));
    request.on('error', (cause) => end(brokenOff(cause)));
    if (request.destroyed) end(brokenOff(request.errored));
  });
}

/** The same for a body that is dealt with as it arrives. */
export async function* streamBytes(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  const endWatch = watchPace(request);
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= limit) yield chunk;
      else if (size > 2 * limit) break;
    }
  } catch (cause) {
    throw brokenOff(cause);
  } finally {
    endWatch();
  }
  if (size > limit) throw tooLarge(limit);
}

/** Takes the parameters of a body that is JSON or urlencoded; what it says of itself counts less than how it begins. */
export function giveBody(given: Given, names: Names, body: Buffer, contentType: string | undefined): void {
  const first = firstByte(body);
  if (first === undefined) return;
  if (first === brace || isJson(contentType)) giveJson(given, names, body);
  else if (!isAnyMultipart(contentType)) giveForm(given, names, body.toString('latin1'));
}

/** The first byte that is no blank. */
export function firstByte(body: Buffer): number | undefined {
  const start = hasByteOrderMark(body) ? 3 : 0;
  for (let at = start; at < body.length; at += 1) {
    const byte = body[at]!;
    if (byte !== 0x20 && (byte < 0x09 || byte > 0x0d)) return byte;
  }
  return undefined;
}

function giveJson(given: Given, names: Names, body: Buffer): void {
  if (!isUtf8(body)) throw new Problem('body_malformed', 'the body is not UTF-8');
  const object = parseJson(body.toString('utf8', hasByteOrderMark(body) ? 3 : 0));
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw new Problem('body_malformed', 'the body is not a JSON object');
  }
  for (const [name, value] of Object.entries(object)) give(given, names, name, value);
}

function tooLarge(limit: number): Problem {
  return new Problem('body_too_large', `more than ${limit} bytes`);
}

function brokenOff(cause: unknown): Problem {
  return new Problem('body_malformed', 'the body broke off', { cause });
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^\s*[a-z]+\/(?:[\w.-]+\+)?json\b/i.test(contentType);
}

/** Without a boundary its parts cannot be told apart, so that it holds nothing. */
function isAnyMultipart(contentType: string | undefined): boolean {
  return contentType !== undefined && /^\s*multipart\//i.test(contentType);
}

function hasByteOrderMark(body: Buffer): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
}
