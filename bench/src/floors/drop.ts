import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A floor: bare node:http, which reads each body, drops it, and answers with the bytes that the parent process sent. */
process.on('message', ({ answer }: { answer: string }) => {
  const bytes = Buffer.from(answer);
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length });
      response.end(bytes);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
});
