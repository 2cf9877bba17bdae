/** Parameters as they arrived: text from a query, values from JSON, a File from an upload. */
export type Sent = Readonly<Record<string, unknown>>;

/** A request of `node:http`, named by what is read of it: the types of Node must not be needed to compile a test. */
interface SentRequest extends AsyncIterable<Uint8Array> {
  readonly url?: string | undefined;
  readonly headers: { readonly 'content-type'?: string | undefined };
}

/** Merges query and body of a request; the body overrides. Undefined when the body does not fit its content type. */
export async function readSent(request: SentRequest): Promise<Sent | undefined> {
  const { searchParams } = new URL(request.url ?? '/', 'http://service');
  try {
    return { ...Object.fromEntries(searchParams), ...(await readBody(request)) };
  } catch {
    return undefined;
  }
}

async function readBody(request: SentRequest): Promise<object> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (body.length === 0) return {};
  if (type.startsWith('application/json')) return JSON.parse(body.toString('utf8')) as object;
  return Object.fromEntries(await new Response(body, { headers: { 'content-type': type } }).formData());
}
