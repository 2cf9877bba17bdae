import { createServer, type Socket } from 'node:net';
import { parentPort } from 'node:worker_threads';

// A receiver that uses as little processor time as possible, because it shares the machine with the measured server. It
// splits requests by their length, sends the documented acknowledgement to each, and records when each request arrived.

const receipt = '{"data":{"receiveTime":"20260101000000"},"retCode":"000000","retMsg":"ok"}';
const answer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${receipt.length}\r\n\r\n${receipt}`;

let arrivals: [string, number][] = [];

function converse(socket: Socket): void {
  let pending = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (part) => {
    pending = pending.length === 0 ? part : Buffer.concat([pending, part]);
    for (let request = takeRequest(); request !== undefined; request = takeRequest()) {
      arrivals.push([/webhook-id: (\w+)/i.exec(request)?.[1] ?? '', Date.now()]);
      socket.write(answer);
    }
  });

  /** Removes the next complete request from the buffer and returns its head. */
  function takeRequest(): string | undefined {
    const end = pending.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const head = pending.toString('latin1', 0, end);
    const length = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1]);
    if (pending.length < length) return undefined;
    pending = pending.subarray(length);
    return head;
  }
}

const server = createServer({ noDelay: true }, converse);
server.listen(0, '127.0.0.1', () => parentPort?.postMessage(server.address()));

parentPort?.on('message', () => {
  parentPort?.postMessage(arrivals);
  arrivals = [];
});
