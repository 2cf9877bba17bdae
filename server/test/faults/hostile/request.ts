import { type EndpointName, endpoints } from '@gongdan/contract';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/**
 * Makes the bytes of a request, and does not check what is given. Adds only Host and, for a body that is not chunked,
 * Content-Length, unless they are given.
 */
export function requestOf(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Buffer {
  const bytes = Buffer.from(body ?? '');
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const own: Record<string, string> = {
    ...(!given.has('host') && { host: 'test' }),
    ...(body !== undefined && !given.has('transfer-encoding') && { 'content-length': String(bytes.length) }),
  };
  const lines = Object.entries({ ...own, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`), bytes]);
}

/** Makes the bytes of a call with its parameters as JSON. */
export function callOf(name: EndpointName, parameters: object, headers: Readonly<Record<string, string>> = {}): Buffer {
  const body = JSON.stringify(parameters);
  return requestOf(endpoints[name].path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

const boundary = 'a-boundary';

export interface GivenUpload {
  readonly token: string;
  /** The file's name. */
  readonly name?: string;
  /** The size of the file for Content-Length. Without it the body is chunked, and the caller writes the chunks. */
  readonly size?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Returns the bytes around those of an uploaded file: the head of the request, the beginning of the file's part, and
 * the end of the body.
 */
export function uploadOf({ token, name = 'file.bin', size, headers = {} }: GivenUpload) {
  const part = Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
      'content-type: application/octet-stream\r\n\r\n',
  );
  const end = Buffer.from(`\r\n--${boundary}--\r\n`);
  const length: Record<string, string> =
    size === undefined
      ? { 'transfer-encoding': 'chunked' }
      : { 'content-length': String(part.length + size + end.length) };
  const head = requestOf(endpoints.upload_file.path, {
    method: 'POST',
    headers: { token, 'content-type': `multipart/form-data; boundary=${boundary}`, ...length, ...headers },
  });
  return { head, part, end };
}

/** Makes a chunk of a chunked body. */
export function chunkOf(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

export const lastChunk = '0\r\n\r\n';
