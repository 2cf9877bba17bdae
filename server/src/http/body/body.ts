import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { Problem } from '../../errors.ts';
import { type Given, give, giveForm, mostParameters, type Names, noObject } from '../parameters/given.ts';
import { parseWithDigits } from '../parameters/json.ts';
import { askForBody } from './expect.ts';
import { makeGathered } from './gather.ts';
import { takeIn } from './take-in.ts';

/** `{`: a body that begins with it is read as JSON, whatever its content type. */
export const brace = 0x7b;

/** True when a body follows the headers. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/**
 * Bytes held by all bodies that are being read. They are bounded, so that thousands of slow bodies do not fill the
 * memory.
 */
let held = 0;
const mostHeld = 256 * 2 ** 20;

/**
 * Reads the body to its end. Throws Problem `body_too_large` beyond `limit` bytes, and `overloaded` while all bodies
 * that are being read hold too much.
 */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const gathered = makeGathered();
  let size = 0;
  askForBody(request);
  try {
    await takeIn(request, {
      limit,
      take(chunk) {
        size += chunk.length;
        held += chunk.length;
        if (held > mostHeld) throw new Problem('overloaded', 'too many bodies at once, try again in a second');
        gathered.add(chunk);
        return undefined;
      },
    });
  } finally {
    held -= size;
  }
  return gathered.bytes();
}

/**
 * Returns the first byte of the body that is not a blank; undefined when there is none. The body can still be read from
 * its start.
 */
export async function peek(request: IncomingMessage, limit: number): Promise<number | undefined> {
  const gathered = makeGathered();
  let first: number | undefined;
  askForBody(request);
  await takeIn(request, {
    limit,
    take(chunk) {
      gathered.add(chunk);
      first = firstByte(chunk);
      if (first === undefined) return undefined;
      // The bytes are put back in this turn of the event loop. In the next turn, a request without further bytes has
      // ended, and nothing can be put back.
      request.pause().unshift(gathered.bytes());
      return 'enough';
    },
  });
  return first;
}

/**
 * Adds the parameters of a JSON or urlencoded body to `given`. A body that begins with a brace is read as JSON,
 * whatever its content type says.
 */
export function giveBody(given: Given, names: Names, body: Buffer, contentType: string | undefined): void {
  const first = firstByte(body);
  if (first === undefined) return;
  if (first === brace || isJson(contentType)) giveJson(given, names, body);
  else if (!isAnyMultipart(contentType)) giveForm(given, names, body.toString('latin1'));
}

/** The first byte that is not a blank. */
export function firstByte(body: Buffer): number | undefined {
  const start = hasByteOrderMark(body) ? 3 : 0;
  for (let at = start; at < body.length; at += 1) {
    const byte = body[at]!;
    if (byte !== 0x20 && (byte < 0x09 || byte > 0x0d)) return byte;
  }
  return undefined;
}

function giveJson(given: Given, names: Names, body: Buffer): void {
  const object = parseWithDigits(textOf(body), mostParameters);
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw noObject();
  }
  for (const [name, value] of Object.entries(object)) give(given, names, name, value);
}

/** The text of a body, without a byte order mark. Throws Problem `body_malformed` when it is not UTF-8. */
export function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw new Problem('body_malformed', 'the body is not UTF-8');
  return body.toString('utf8', hasByteOrderMark(body) ? 3 : 0);
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^\s*[a-z]+\/(?:[\w.-]+\+)?json\b/i.test(contentType);
}

/**
 * True for any multipart content type. A body whose parts can be found is read elsewhere (see receive.ts), so one that
 * comes here has no parameters.
 */
function isAnyMultipart(contentType: string | undefined): boolean {
  return contentType !== undefined && /^\s*multipart\//i.test(contentType);
}

function hasByteOrderMark(body: Buffer): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
}
