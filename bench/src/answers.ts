import { connect } from 'node:net';

/**
 * Sends a whole HTTP request, as `request()` writes it, and returns the body of the answer. It adds `connection: close`,
 * because the end of the connection marks the end of the answer.
 */
export function answerTo(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let answer = '';
    socket.setEncoding('utf8').on('error', reject);
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('end', () => resolve(answer.slice(answer.indexOf('\r\n\r\n') + 4)));
    socket.write(request.replace('\r\n', '\r\nconnection: close\r\n'));
  });
}

/** Sends a request of get_token and returns the token. */
export async function freshToken(port: number, request: string): Promise<string> {
  const answer = JSON.parse(await answerTo(port, request)) as { item?: { token: string } };
  if (!answer.item) throw new Error(`no token: ${JSON.stringify(answer)}`);
  return answer.item.token;
}
