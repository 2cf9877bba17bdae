import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const deploy = fileURLToPath(new URL('../../../deploy/', import.meta.url));

export const sampleOf = (name: string) => readFileSync(join(deploy, name), 'utf8');

/** A proxy that runs its sample of `deploy/`. Only addresses, certificates and the connection limit are changed. */
export interface Kind {
  readonly program: string;
  readonly sample: string;
  /** Adapts the sample to this machine. `folder` is empty. */
  readonly fit: (sample: string, place: { port: number; upstream: string; folder: string }) => string;
  /** The arguments with which the program checks the file, and those with which it runs in the foreground. */
  readonly check: (file: string) => readonly string[];
  readonly run: (file: string) => readonly string[];
}

export const nginx: Kind = {
  program: 'nginx',
  sample: 'nginx.conf',
  fit(sample, { port, upstream, folder }) {
    const server = sample
      .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
      .replace(/^ *(?:listen \[::\]|ssl_certificate).*\n/gm, '')
      .replace('server 127.0.0.1:7070;', `server ${upstream};`)
      .replace(/access_log \S+/, `access_log ${folder}/access.log`);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    return `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http { access_log off; ${temporary.join(' ')}
${server}}`;
  },
  check: (file) => ['-t', '-q', '-e', '/dev/null', '-c', file],
  run: (file) => ['-e', '/dev/null', '-c', file],
};

export const haproxy: Kind = {
  program: 'haproxy',
  sample: 'haproxy.cfg',
  fit: (sample, { port, upstream }) =>
    sample
      .replace('bind :7070', `bind 127.0.0.1:${port}`)
      .replace(/^ *server node[23].*\n/gm, '')
      .replace('server node1 node1:7070', `server node1 ${upstream}`),
  check: (file) => ['-c', '-q', '-f', file],
  run: (file) => ['-db', '-q', '-f', file],
};

/** Returns why a test with the proxy is skipped, or false. */
export function lacks({ program }: Kind): string | false {
  const { error } = spawnSync(program, ['-v']);
  return error ? `${program} is not installed` : false;
}

/** Checks and runs the sample in front of a server; `most` replaces its limit of 2500 connections. */
export async function startProxy(kind: Kind, serverUrl: string, most = 2500) {
  const relay = await startRelay(Number(new URL(serverUrl).port));
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-proxy-'));
  const port = await freePort();
  const file = join(folder, kind.sample);
  const sample = sampleOf(kind.sample).replace(/\b2500(?=;|\s*\})/g, String(most));
  writeFileSync(file, kind.fit(sample, { port, upstream: `127.0.0.1:${relay.port}`, folder }));
  const { status, stderr } = spawnSync(kind.program, kind.check(file), { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const child = spawn(kind.program, kind.run(file), { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilListening(child, port);
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    /** Returns how many connections the proxy has made to the server. */
    connections: relay.count,
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      relay.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Starts a relay between proxy and server, which passes every byte on and counts the proxy's connections. */
async function startRelay(to: number) {
  let count = 0;
  const open = new Set<{ destroy(): void }>();
  const relay = createServer((from) => {
    count += 1;
    const server = connect(to, '127.0.0.1');
    for (const socket of [from, server]) {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
    }
    from.on('close', () => server.destroy());
    server.on('close', () => from.destroy());
    from.pipe(server).pipe(from);
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (relay.address() as AddressInfo).port,
    count: () => count,
    close() {
      for (const socket of open) socket.destroy();
      relay.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    assert.equal(child.exitCode, null, 'the proxy has ended');
    const socket = connect(port, '127.0.0.1');
    const listens = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (listens) return;
  }
}
