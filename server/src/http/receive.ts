import type { IncomingMessage } from 'node:http';
import { Problem } from '../errors.ts';
import { brace, firstByte, giveBody, readBytes, streamBytes } from './body.ts';
import { type Given, give, type Names } from './given.ts';
import { isMultipart, type Multipart, readMultipart, type Spool } from './multipart.ts';

/** Takes the parameters of a body, whatever its form; files are skipped. */
export async function receiveBody(request: IncomingMessage, limit: number, given: Given, names: Names): Promise<void> {
  const contentType = request.headers['content-type'];
  const body = await readBytes(request, limit);
  refuseEncoded(request);
  if (isMultipart(contentType) && startsAsParts(body))
    giveFields(given, names, await readMultipart([body], contentType));
  else giveBody(given, names, body, contentType);
}

/** Takes the parameters of an upload and streams its file to the spool. */
export async function receiveUpload(
  request: IncomingMessage,
  limits: { body: number; spool: Spool },
  given: Given,
  names: Names,
): Promise<void> {
  const contentType = request.headers['content-type'];
  if (!isMultipart(contentType)) return receiveBody(request, limits.body, given, names);
  const chunks = streamBytes(request, limits.body + limits.spool.limit);
  const first = await chunks.next();
  refuseEncoded(request);
  if (first.done) return;
  if (!startsAsParts(first.value)) {
    giveBody(given, names, await gather(startingWith(first.value, chunks)), contentType);
    return;
  }
  const multipart = await readMultipart(startingWith(first.value, chunks), contentType, limits.spool);
  giveFields(given, names, multipart);
  if (multipart.file) given.set('file', multipart.file);
}

/**
 * Listens to an upload that nobody wants, so that the client comes to read the answer. Throws Problem, like any other
 * body, when it is too large or no JSON.
 */
export async function declineUpload(request: IncomingMessage, limits: { body: number; file: number }): Promise<void> {
  if (!isMultipart(request.headers['content-type'])) return receiveBody(request, limits.body, new Map(), new Map());
  for await (const _ of streamBytes(request, limits.body + limits.file));
}

function startsAsParts(body: Buffer): boolean {
  const first = firstByte(body);
  return first !== undefined && first !== brace;
}

function giveFields(given: Given, names: Names, { fields }: Multipart): void {
  for (const [name, value] of fields) give(given, names, name, value);
}

async function gather(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const gathered: Buffer[] = [];
  for await (const chunk of chunks) gathered.push(chunk);
  return Buffer.concat(gathered);
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

function refuseEncoded({ headers }: IncomingMessage): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== '') throw new Problem('body_malformed', 'compressed bodies are not read');
}
