const hourMs = 60 * 60 * 1000;
const path = '/api/ws/5/ticket';
const boundary = 'a-boundary-of-the-bench';

/** Returns a GET of a ticket endpoint. */
export function get(token: string, name: string, parameters: Record<string, string>): string {
  return request('GET', `${path}/${name}?${new URLSearchParams(parameters)}`, token);
}

/** Returns a POST of a ticket endpoint with a JSON body. */
export function post(token: string, name: string, body: object): string {
  return request('POST', `${path}/${name}`, token, JSON.stringify(body));
}

/** Returns a POST of a ticket endpoint that uploads a file with this text. */
export function upload(token: string, name: string, text: string): string {
  const part = 'content-disposition: form-data; name="file"; filename="receipt.txt"\r\ncontent-type: text/plain';
  const body = `--${boundary}\r\n${part}\r\n\r\n${text}\r\n--${boundary}--\r\n`;
  return request('POST', `${path}/${name}`, token, body, `multipart/form-data; boundary=${boundary}`);
}

/** Returns a whole HTTP request, head and body. */
export function request(method: string, target: string, token?: string, body?: string, type = 'application/json') {
  const head = [`${method} ${target} HTTP/1.1`, 'host: 127.0.0.1', 'accept: */*'];
  if (token) head.push(`token: ${token}`);
  if (body) head.push(`content-type: ${type}`, `content-length: ${Buffer.byteLength(body)}`);
  return `${head.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

/** Formats an instant in the time zone of the demo company, UTC+8. */
export function wireTime(at: number): string {
  return new Date(at + 8 * hourMs).toISOString().slice(0, 19).replace('T', ' ');
}
