import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a receiver of pushes that accepts requests to `/taking` and refuses the others. */
export async function startReceiver() {
  let refused = 0;
  let heard = () => {};
  const server = createServer((request, response) => {
    const takes = request.url?.startsWith('/taking') ?? false;
    request.resume().on('end', () => {
      response.writeHead(takes ? 200 : 500).end('{"retCode":"000000","retMsg":"ok"}');
      if (takes) return;
      refused += 1;
      heard();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves when this many requests have been refused. */
    async refused(count: number): Promise<void> {
      while (refused < count) await new Promise<void>((resolve) => (heard = resolve));
    },
    close: () => server.close(),
  };
}
