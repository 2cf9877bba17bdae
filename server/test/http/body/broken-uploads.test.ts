import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { furnish, type Serving, type StartOptions, serve } from '../../faults/strike/serving.ts';
import { freshToken, uploadPath } from '../real-server.ts';
import { ask } from '../wire.ts';

/**
 * How many uploads the app may have under way. Tests make one more, to see whether a failed one has freed its place.
 */
const slots = 2;
const backWithinMs = 15_000;
const mebibyte = 2 ** 20;

/** A server in its own process, and its folder of unfinished uploads. */
interface Target {
  readonly server: Serving;
  readonly token: string;
  readonly incoming: string;
}

describe('uploads that fail', () => {
  let home: string;
  let model: string;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'gongdan-uploads-'));
    model = join(home, 'model');
    mkdirSync(model);
    await furnish({ data: model });
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  /**
   * Runs a test against a server with `slots` places for its app. Then checks that the server lives and has freed
   * everything.
   */
  async function against(options: StartOptions, body: (target: Target) => Promise<void>): Promise<void> {
    const data = mkdtempSync(join(home, 'data-'));
    cpSync(model, data, { recursive: true });
    // One app gets half of the places.
    const server = await serve({ data }, { ...options, settings: { GONGDAN_UPLOAD_QUEUE: String(2 * slots) } });
    try {
      const target = { server, token: await freshToken(server.url), incoming: join(data, 'files', 'incoming') };
      await body(target);
      await assertGivenBack(target);
    } finally {
      await server.kill();
    }
  }

  const refusals: Readonly<Record<string, { start: Buffer; answer: RegExp }>> = {
    'a name of more than 255 characters': {
      start: partOf('n'.repeat(256)),
      answer: /^HTTP\/1\.1 200 .*"400014".*file/s,
    },
    'a NUL in its name': { start: partOf('a%00b', "filename*=UTF-8''"), answer: /^HTTP\/1\.1 200 .*"400014".*file/s },
    'more than 20 MiB': {
      start: Buffer.concat([partOf('big'), Buffer.alloc(20 * mebibyte + 1)]),
      answer: /^HTTP\/1\.1 413 .*"400014"/s,
    },
  };
  for (const [fault, { start, answer }] of Object.entries(refusals)) {
    test(`a file with ${fault} is refused at once although its client pauses, and the server goes on`, () =>
      against({}, async (target) => {
        const clients: Socket[] = [];
        for (let round = 0; round <= slots; round += 1) {
          const client = beginUpload(target, start);
          clients.push(client.socket);
          assert.match(await client.answered(), answer);
        }
        await assertGivenBack(target);
        for (const socket of clients) socket.destroy();
      }));
  }

  test('a connection that is cut in the middle of a file frees its place, descriptor and file', () =>
    against({}, async (target) => {
      for (let round = 0; round < 2 * slots; round += 1) {
        const { socket } = beginUpload(target, Buffer.concat([partOf('half'), Buffer.alloc(mebibyte)]));
        await untilSpooled(target, 1);
        socket.destroy();
        await untilSpooled(target, 0);
      }
    }));

  test('a file that stops coming frees its place, descriptor and file within fifteen seconds', () =>
    against({}, async (target) => {
      const clients = Array.from({ length: slots }, () => beginUpload(target, partOf('slow')));
      await untilSpooled(target, slots);
      const began = performance.now();
      await Promise.all(clients.map(({ socket }) => once(socket.resume(), 'close')));
      await assertGivenBack(target);
      assert.ok(performance.now() - began < backWithinMs, `it took ${performance.now() - began} ms`);
    }));

  // The server may write no file longer than 8 MiB, which are 16,384 blocks of 512 bytes.
  test('a file for which the disk has no room is 503, and the server goes on', () =>
    against({ under: ['sh', '-c', 'ulimit -f 16384; exec "$0" "$@"'] }, async (target) => {
      for (let round = 0; round <= slots; round += 1) {
        const { status, text } = await upload(target, Buffer.alloc(12 * mebibyte));
        assert.equal(status, 503, text);
        assert.match(text, /"ret_code":"999999"/);
      }
    }));

  const mountable = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;
  test('a full disk is 503 for a paused upload, too, and later uploads succeed once there is room', {
    skip: mountable ? false : 'no disk of a few megabytes can be mounted here: it needs unshare and the rights of root',
  }, () => {
    const mount =
      'mkdir -p "$GONGDAN_DATA/files"; mount -t tmpfs -o size=4m tmpfs "$GONGDAN_DATA/files"; exec "$0" "$@"';
    return against({ under: ['unshare', '-m', 'sh', '-c', mount] }, async (target) => {
      for (let round = 0; round <= slots; round += 1) {
        const client = beginUpload(target, Buffer.concat([partOf('full'), Buffer.alloc(6 * mebibyte)]));
        assert.match(await client.answered(), /^HTTP\/1\.1 503 .*"999999"/s);
        client.socket.destroy();
      }
    });
  });
});

/** Makes the start of a body with one file part, up to the first bytes of the file. */
function partOf(name: string, parameter = 'filename='): Buffer {
  const written = parameter.endsWith("'") ? name : `"${name}"`;
  return Buffer.from(
    `--edge\r\nContent-Disposition: form-data; name="file"; ${parameter}${written}\r\n\r\nfirst bytes`,
  );
}

/** Sends the head of an upload of 21 MiB and the start of its body, and then nothing. */
function beginUpload({ server, token }: Target, start: Buffer): { socket: Socket; answered(): Promise<string> } {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  const head = ['host: test', `token: ${token}`, 'content-type: multipart/form-data; boundary=edge'];
  socket.write(`POST ${uploadPath} HTTP/1.1\r\n${head.join('\r\n')}\r\ncontent-length: ${21 * mebibyte}\r\n\r\n`);
  socket.write(start);
  return {
    socket,
    async answered() {
      let answer = '';
      for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
        answer += chunk;
        if (answer.endsWith('}')) break;
      }
      return answer;
    },
  };
}

function upload({ server, token }: Target, bytes: Buffer) {
  const headers = { token, 'content-type': 'multipart/form-data; boundary=edge' };
  const body = Buffer.concat([partOf('a.txt'), bytes, Buffer.from('\r\n--edge--\r\n')]);
  return ask(server.url, { method: 'POST', path: uploadPath, headers, body });
}

/** Checks that failed uploads left no file and no descriptor, and that all their places are free again. */
async function assertGivenBack(target: Target): Promise<void> {
  await untilSpooled(target, 0);
  const answers = await Promise.all(Array.from({ length: slots }, () => upload(target, Buffer.from('x'))));
  for (const { text } of answers) assert.match(text, /"ret_code":"000000"/);
}

/** Waits until the server receives this many files, each with an open descriptor. */
async function untilSpooled({ server, incoming }: Target, count: number): Promise<void> {
  const until = performance.now() + backWithinMs;
  let seen: [files: number, descriptors: number] = [-1, -1];
  while (performance.now() < until) {
    seen = [filesIn(server.pid, incoming), descriptorsIn(server.pid, incoming)];
    if (seen.every((number) => number === count)) return;
    await wait(20);
  }
  assert.fail(`${seen[0]} files and ${seen[1]} descriptors, not ${count}`);
}

/**
 * Counts the files of the folder as the server sees it. A test may have mounted another disk there for the server
 * alone.
 */
function filesIn(pid: number, folder: string): number {
  return readdirSync(`/proc/${pid}/root${folder}`).length;
}

function descriptorsIn(pid: number, folder: string): number {
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
  return links.filter((link) => link.startsWith(folder)).length;
}

/** Returns '' for a descriptor that was closed meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
