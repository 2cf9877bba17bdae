import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { FileStore } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { type Given, give, type Names } from '../parameters/given.ts';
import { brace, firstByte, giveBody, peek, readBytes } from './body.ts';
import { feedBytes, feedRequest } from './feed.ts';
import { isMultipart, type Multipart, readMultipart } from './multipart.ts';
import type { Spool } from './spool-file.ts';

/** The parts of the server that all uploads share: the store of files, and the bounds in bytes and characters. */
export interface SharedByUploads {
  readonly context: { readonly files: FileStore; readonly newId: () => string };
  readonly bodyLimit: number;
  readonly uploadLimit: number;
  readonly uploadNameLimit: number;
}

/** The largest body of an upload in bytes: that of any other call, plus one file when the body is multipart. */
export function uploadBodyLimit({ headers }: IncomingMessage, { bodyLimit, uploadLimit }: SharedByUploads): number {
  return isMultipart(headers['content-type']) ? bodyLimit + uploadLimit : bodyLimit;
}

/** Adds the parameters of a body in any form to `given`. Files are skipped. */
export async function receiveBody(request: IncomingMessage, limit: number, given: Given, names: Names): Promise<void> {
  const contentType = request.headers['content-type'];
  refuseEncoded(request);
  const body = await readBytes(request, limit);
  if (isMultipart(contentType) && startsAsParts(firstByte(body))) {
    giveFields(given, names, await readMultipart(feedBytes(body), contentType, limit));
  } else giveBody(given, names, body, contentType);
}

/** Adds the parameters of an upload and its file to `given`, calls `use`, and removes the file if it is still there. */
export async function receiveUpload<Result>(
  request: IncomingMessage,
  shared: SharedByUploads,
  given: Given,
  names: Names,
  use: () => Promise<Result>,
): Promise<Result> {
  const { context, uploadLimit, uploadNameLimit } = shared;
  const path = join(context.files.incoming, context.newId());
  try {
    await takeParts(request, shared, { path, limit: uploadLimit, nameLimit: uploadNameLimit }, given, names);
    return await use();
  } finally {
    // When the disk fails here, the answer is still valid. The folder is emptied at the next start.
    await rm(path, { force: true }).catch(() => undefined);
  }
}

async function takeParts(
  request: IncomingMessage,
  shared: SharedByUploads,
  spool: Spool,
  given: Given,
  names: Names,
): Promise<void> {
  const contentType = request.headers['content-type'];
  refuseEncoded(request);
  const limit = uploadBodyLimit(request, shared);
  if (!isMultipart(contentType) || !startsAsParts(await peek(request, limit))) {
    return receiveBody(request, shared.bodyLimit, given, names);
  }
  const multipart = await readMultipart(feedRequest(request, limit), contentType, shared.bodyLimit, spool);
  giveFields(given, names, multipart);
  if (multipart.file) given.values.set('file', multipart.file);
}

/** False for an empty body, and for one that begins with a brace, because such a body is read as JSON. */
function startsAsParts(first: number | undefined): boolean {
  return first !== undefined && first !== brace;
}

function giveFields(given: Given, names: Names, { fields }: Multipart): void {
  for (const [name, value] of fields) give(given, names, name, value);
}

function refuseEncoded({ headers }: IncomingMessage): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== '') throw new Problem('body_malformed', 'compressed bodies are not read');
}
