// `node server/test/packages/try-packages.ts [--packed]`: packs contract, client and server (with --packed, takes the
// tarballs that are in dist/), installs them in empty folders of a machine without a compiler, and uses them as a stranger
// would. The client's README must compile and run, also on an older Node. The server must serve a company and the demo, and
// its threads must start from JavaScript.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@gongdan/client';
import { inFolder } from '../faults/scratch.ts';
import { type BareMachine, makeBareMachine, olderNode } from './bare-machine.ts';
import { compileReadme, runExample } from './client-readme.ts';
import { servePacked, startPacked } from './packed-server.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

if (!process.argv.includes('--packed')) {
  execFileSync('npm', ['run', '-s', 'pack'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
const [contract, client, server] = ['gongdan-contract', 'gongdan-client', 'gongdan'].map(
  (name) => globSync(`dist/${name}-[0-9]*.tgz`, { cwd: root }).map((file) => join(root, file))[0]!,
);

await inFolder(async (folder) => {
  const machine = makeBareMachine(folder);
  const app = install(machine, join(folder, 'app'), [contract!, server!]);
  const project = install(machine, join(folder, 'project'), [contract!, client!]);
  assert.ok(!existsSync(join(app, 'node_modules/better-sqlite3/build')), 'the installation compiled better-sqlite3');
  const packed = await servePacked(machine, app);
  try {
    const examples = compileReadme(machine, project, join(root, 'client/README.md'), packed.url);
    writeFileSync(join(examples, 'screenshot.png'), 'a picture');
    for (const node of [process.execPath, olderNode()].filter((one) => one !== undefined)) tryExamples(node, examples);
    await tryServer(packed.url);
    machine.run(app, 'npx', 'gongdan', 'backup', 'back-up.tar');
    machine.run(app, 'npx', 'gongdan', 'compact', '--yes');
  } finally {
    assert.equal(await packed.stop(), 0);
  }
  machine.run(app, 'npx', 'gongdan', 'init', 'example.yaml');
  machine.run(app, 'npx', 'gongdan', 'apply', 'example.yaml', '--dry-run');
  const demo = await startPacked(machine, app, 'demo');
  assert.equal(await demo.stop(), 0);
  console.log('the packed server serves, exports, backs up, compacts and stops, and so does the demo');
});

function install(machine: BareMachine, folder: string, tarballs: readonly string[]): string {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  machine.run(folder, 'npm', 'install', ...tarballs);
  return folder;
}

function tryExamples(node: string, examples: string): void {
  // The first example makes a ticket, lists a month, uploads a file, and prints the code of an unknown ticket.
  assert.match(runExample(node, examples, 'calls'), /^400020 /m);
  assert.match(runExample(node, examples, 'testing'), /save_user_reply/);
  console.log(`the client's README runs on Node ${execFileSync(node, ['-v'], { encoding: 'utf8' }).trim()}`);
}

/** Calls the server in ways that need its threads: one counts aside, the other writes an export. */
async function tryServer(url: string): Promise<void> {
  const { each, get_ticket_data, export_data } = createClient({ baseUrl: url, appid: '1', appKey: '2' });
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const [from, to] = [`${today} 00:00:00`, `${today} 23:59:59`];
  const codes: string[] = [];
  const created = each('query_tickets', { create_start_datetime: from, create_end_datetime: to });
  for await (const { ticket_code } of created) codes.push(ticket_code);
  assert.ok(codes.length > 0);
  await get_ticket_data({ start_datetime: from, end_datetime: to });
  const { item } = await export_data({ task_type: '6', date: today });
  const lines = await (await fetch(item.file_path)).text();
  assert.equal(lines.trimEnd().split('\n').length, codes.length);
  const page = await fetch(`${url}/console/`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<script type="module"/);
}
