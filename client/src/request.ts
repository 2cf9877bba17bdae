// The whole module: a name that an old Node lacks would fail before node-version.ts can say which Node is needed.
import * as fs from 'node:fs';
import { basename } from 'node:path';
import type { Endpoint } from '@gongdan/contract';
import type { Upload } from './wire.ts';

/** An HTTP request without its token. */
export interface Request {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** Builds the request of a call. A GET has its parameters in the query, a POST in JSON, an upload in multipart. */
export async function requestOf(baseUrl: string, endpoint: Endpoint, parameters: object): Promise<Request> {
  const url = new URL(withoutSlashes(baseUrl) + endpoint.path);
  const { method, upload } = endpoint;
  const given = Object.entries<unknown>({ ...parameters }).filter(([, value]) => value !== undefined);
  if (upload) return { url, method, headers: {}, body: await multipart(given) };
  if (method === 'POST') {
    return {
      url,
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Object.fromEntries(given)),
    };
  }
  for (const [name, value] of given) url.searchParams.set(name, asText(value));
  return { url, method, headers: {} };
}

async function multipart(given: readonly [string, unknown][]): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of given) {
    if (typeof value === 'object' && value !== null) await appendFile(form, name, value as Upload);
    else form.append(name, String(value));
  }
  return form;
}

async function appendFile(form: FormData, name: string, file: Upload): Promise<void> {
  if (file instanceof Blob) form.append(name, file);
  else form.append(name, await fs.openAsBlob(file.path), file.name ?? basename(file.path));
}

function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function withoutSlashes(address: string): string {
  let end = address.length;
  while (address[end - 1] === '/') end -= 1;
  return address.slice(0, end);
}
