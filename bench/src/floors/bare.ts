import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A floor, a server to compare ours with: bare node:http, which answers each path with the bytes that the parent process
 * sent for it.
 */
process.on('message', (answers: Record<string, string>) => {
  const bytes = new Map(Object.entries(answers).map(([path, body]) => [path, Buffer.from(body)]));
  const server = createServer((request, response) => {
    const { url = '' } = request;
    const query = url.indexOf('?');
    const body = bytes.get(query < 0 ? url : url.slice(0, query)) ?? Buffer.from('{}');
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
});
