import type { IncomingMessage } from 'node:http';

/** Parameters as they arrived: text from a query, values from JSON, a File from an upload. */
export type Sent = Readonly<Record<string, unknown>>;

/** Merges query and body of a request; the body overrides. Undefined when the body does not fit its content type. */
export async function readSent(request: IncomingMessage): Promise<Sent | undefined> {
  const { searchParams } = new URL(request.url ?? '/', 'http://service');
  try {
    return { ...Object.fromEntries(searchParams), ...(await readBody(request)) };
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<object> {
  const body = Buffer.concat(await request.toArray());
  const type = request.headers['content-type'] ?? '';
  if (body.length === 0) return {};
  if (type.startsWith('application/json')) return JSON.parse(body.toString('utf8')) as object;
  return Object.fromEntries(await new Response(body, { headers: { 'content-type': type } }).formData());
}
