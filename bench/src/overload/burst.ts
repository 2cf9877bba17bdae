import { connect } from 'node:net';
import { type Answer, answerReader } from './answer-reader.ts';
import { newTally, type Tallied } from './tally.ts';

/** Calls that are sent at the same moment, each on a connection of its own that closes after the answer. */
export interface Burst {
  readonly port: number;
  /** Whole requests; each is sent once. */
  readonly requests: readonly string[];
}

/** This file runs as a process of its own: it receives a burst and sends back the tally of its answers. */
process.on('message', async (burst: Burst) => process.send?.(await send(burst)));

async function send({ port, requests }: Burst): Promise<Tallied> {
  const tally = newTally();
  await Promise.all(
    requests.map(async (request) => {
      const sentAt = performance.now();
      const answer = await answerOnce(port, request.replace('\r\n', '\r\nconnection: close\r\n'));
      if (answer) tally.count(answer, performance.now() - sentAt);
      else tally.break();
    }),
  );
  return tally.result();
}

/** Returns the answer to one request on a new connection, or undefined when the connection closes without one. */
function answerOnce(port: number, request: string): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket
      .on('connect', () => socket.write(request))
      .on('data', answerReader(resolve))
      .on('error', () => {})
      .on('close', () => resolve(undefined));
  });
}
