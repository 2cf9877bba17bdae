import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** Receivers of pushes that answer in every wrong way. */
export interface Receivers {
  /** One address for each way. */
  readonly addresses: readonly string[];
  /** Way → number of pushes received. */
  readonly visits: ReadonlyMap<string, number>;
  /** Returns the age of the oldest open connection; 0 when none is open. */
  oldestMs(): number;
  /** Accepts all pushes from now on, and closes open connections. */
  relent(): void;
  /** Answers wrongly again. */
  misbehave(): void;
  close(): Promise<void>;
}

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const good = `${head}content-length: 20\r\nconnection: close\r\n\r\n{"retCode":"000000"}`;
/** Bytes that unpack to a multiple of their size. */
const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20));

type Way = (socket: Socket) => unknown;

/** The target of redirects, which the server must not follow. */
export const landing = 'landed';

const ways: Readonly<Record<string, Way>> = {
  [landing]: (socket) => socket.end(good),
  redirect: (socket) => socket.end(`HTTP/1.1 307 Moved\r\nlocation: /${landing}\r\ncontent-length: 0\r\n\r\n`),
  'redirect-inwards': (socket) =>
    socket.end('HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/latest/meta-data\r\ncontent-length: 0\r\n\r\n'),
  'endless-body': (socket) =>
    pour(socket, `${head}transfer-encoding: chunked\r\n\r\n`, `4000\r\n${'x'.repeat(16384)}\r\n`),
  'endless-headers': (socket) => pour(socket, head, 'x-more: and more\r\n'),
  'large-headers': (socket) => socket.end(`${head}x-large: ${'a'.repeat(64 * 1024)}\r\n\r\n`),
  'endless-early-answers': (socket) => pour(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n'),
  'many-answers': (socket) => socket.end(good.replace('close', 'keep-alive').repeat(500)),
  'gzip-bomb': (socket) =>
    socket.end(
      Buffer.concat([Buffer.from(`${head}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`), bomb]),
    ),
  'chunk-extensions': (socket) => pour(socket, `${head}transfer-encoding: chunked\r\n\r\n1;`, 'a=b;'.repeat(1000)),
  'length-that-lies': (socket) => socket.end(`${head}content-length: 99999999999999999999\r\n\r\n{}`),
  'switches-protocols': (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  'no-http': (socket) => socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 0x28, 0, 255, 10, 13, 10, 13])),
  'says-nothing': () => {},
  drips: (socket) => drip(socket),
  resets: (socket) => socket.resetAndDestroy(),
};

export async function startReceivers(): Promise<Receivers> {
  const visits = new Map<string, number>();
  const open = new Map<Socket, number>();
  let relenting = false;
  const server = createServer((socket) => {
    open.set(socket, performance.now());
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    socket.on('data', (bytes) => {
      const way = /^POST \/([\w-]+)/.exec(bytes.toString('latin1'))?.[1];
      if (way === undefined) return;
      visits.set(way, (visits.get(way) ?? 0) + 1);
      if (relenting) socket.end(good);
      else ways[way]?.(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cutAll = () => {
    for (const socket of open.keys()) socket.destroy();
  };
  return {
    addresses: Object.keys(ways)
      .filter((way) => way !== landing)
      .map((way) => `http://127.0.0.1:${port}/${way}`),
    visits,
    oldestMs: () => performance.now() - Math.min(performance.now(), ...open.values()),
    relent() {
      relenting = true;
      cutAll();
    },
    misbehave() {
      relenting = false;
    },
    async close() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Sends `first`, then the piece again and again, as fast as the other side reads. */
function pour(socket: Socket, first: string, piece: string): void {
  socket.write(first);
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}

function drip(socket: Socket): void {
  socket.write(`${head}content-length: 1000\r\n\r\n`);
  const timer = setInterval(() => socket.write(' '), 500);
  socket.on('close', () => clearInterval(timer));
}
