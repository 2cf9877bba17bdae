import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readManifest } from '../../scripts/packages/manifest.ts';
import { olderNode } from './bare-machine.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const workspaces = ['contract', 'client', 'server', 'console', 'bench'];
const skip = !existsSync(join(root, 'console/dist/index.html')) && 'npm run build:console was not run';

/** A module that makes Node report an older version of itself. */
const asOlderNode = `data:text/javascript,${encodeURIComponent(`
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
  Object.defineProperty(process, 'version', { value: 'v20.20.2' });
`)}`;

test('all packages have one version, and name it where they depend on each other', () => {
  const manifests = ['.', ...workspaces].map((name) => readManifest(join(root, name)));
  const [{ version } = { version: '' }] = manifests;
  // The root has a version because `npm sbom` needs one.
  const named = manifests.flatMap(({ dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...(devDependencies as object) }).filter(([name]) =>
      /^(@gongdan\/|gongdan$)/.test(name),
    ),
  );
  assert.deepEqual(
    [...new Set([...manifests.map((one) => one.version), ...named.map(([, wanted]) => wanted)])],
    [version],
  );
});

test('a checkout cannot be published, because its exports are TypeScript, and npm packs none of its modules', () => {
  const manifests = new Map(workspaces.map((name) => [name, readManifest(join(root, name))]));
  assert.deepEqual(
    workspaces.filter((name) => manifests.get(name)!.private !== true),
    [],
  );
  for (const name of ['contract', 'client', 'server']) assert.deepEqual(manifests.get(name)!.files, []);
});

test('the command says on an old Node which one it needs, in the language of the locale', () => {
  const old = olderNode();
  // Where no older Node is installed, this one is told that it is older.
  const [node, ...options] = old ? [old] : [process.execPath, '--import', asOlderNode];
  const said = (LANG: string) => {
    const env = { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG };
    const { status, stderr } = spawnSync(node!, [...options, join(root, 'server/bin/gongdan.mjs')], {
      env,
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    return stderr;
  };
  assert.match(said('en_GB.UTF-8'), /^gongdan needs Node 24 or newer; this is v2\d\.[.\d]+\.\n$/);
  assert.match(said('zh_CN.UTF-8'), /^gongdan 需要 Node 24 或更高版本，当前是 v2\d\.[.\d]+。\n$/);
});

describe('the packages of npm run build', { skip }, () => {
  let folder = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gongdan-packages-'));
    execFileSync(process.execPath, ['server/scripts/packages/build.ts', folder], { cwd: root, env: withTools() });
    linkLibraries(join(folder, 'node_modules'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('hold JavaScript and declarations, and neither tests nor sources', () => {
    const expected =
      /^(contract|client|server)\/(package\.json|README\.md|LICENSE|dist\/.*\.js|data\/.*|examples\/.*\.json|deploy\/.*|bin\/gongdan\.mjs|console\/.*|dist\/operating\/demo\/company\.yaml)$|^(contract|client)\/dist\/.*\.d\.ts$/;
    const files = globSync('{contract,client,server}/**/*.*', { cwd: folder });
    assert.deepEqual(
      files.filter((file) => !expected.test(file) || /\.test\.|\/test\//.test(file)),
      [],
    );
    assert.ok(files.includes('server/console/index.html'));
    assert.ok(files.includes('server/dist/exports/thread.js'));
  });

  test('export only files that are there', () => {
    const missing = ['contract', 'client'].flatMap((name) =>
      Object.values(readManifest(join(folder, name)).exports ?? {})
        .flatMap((target) => (typeof target === 'object' ? Object.values(target as Record<string, string>) : []))
        .filter((target) => !existsSync(join(folder, name, target))),
    );
    assert.deepEqual(missing, []);
  });

  test('the command of the server runs from its JavaScript', () => {
    const { version } = readManifest(join(root, 'server'));
    const command = join(folder, 'server/bin/gongdan.mjs');
    assert.equal(execFileSync(process.execPath, [command, '--version'], { encoding: 'utf8' }).trim(), version);
  });

  test('the client is imported from its JavaScript', () => {
    const code = "import('@gongdan/client').then(({ createClient }) => console.log(typeof createClient))";
    const printed = execFileSync(process.execPath, ['-e', code], { cwd: folder, encoding: 'utf8' });
    assert.equal(printed.trim(), 'function');
    assert.doesNotMatch(readFileSync(join(folder, 'client/dist/receiver.d.ts'), 'utf8'), /node:http'/);
  });
});

/** Links what the packages depend on, without their copies in the checkout. */
function linkLibraries(folder: string): void {
  const installed = join(root, 'node_modules');
  mkdirSync(join(folder, '@gongdan'), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== '@gongdan' && name !== 'gongdan') symlinkSync(join(installed, name), join(folder, name));
  }
  for (const name of ['contract', 'client']) symlinkSync(join(folder, '..', name), join(folder, '@gongdan', name));
}

function withTools(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
}
