// `npm run build`: makes the folders of the published packages, dist/contract, dist/client and dist/server, with compiled
// JavaScript in their `dist`. `npm pack` in each of them makes its tarball. An argument names another folder than dist.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Manifest, publishedManifest, readManifest } from './manifest.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const built = resolve(root, process.argv[2] ?? 'dist');
const compiled = join(built, 'compiled');

/** The packages, and the files that they hold beside their JavaScript, README and licence. */
const packages: Readonly<Record<string, readonly string[]>> = {
  contract: ['examples'],
  client: [],
  server: ['bin', 'data'],
};

if (!existsSync(join(root, 'console/dist/index.html'))) {
  console.error('console/dist is missing: run npm run build:console first');
  process.exit(1);
}
rmSync(built, { recursive: true, force: true });
// The server has no declarations, because it exports nothing to other packages.
for (const project of ['tsconfig.packages.json', 'tsconfig.server.json']) {
  execFileSync('tsc', ['-p', project, '--outDir', compiled], { cwd: root, stdio: 'inherit' });
}
for (const [name, files] of Object.entries(packages)) stage(name, files);
// `builtFolder` of the server looks for the console here.
cpSync(join(root, 'console/dist'), join(built, 'server/console'), { recursive: true });
// Operators need the unit, the proxy's configuration and the dashboard also without a checkout.
cpSync(join(root, 'deploy'), join(built, 'server/deploy'), { recursive: true });
rmSync(compiled, { recursive: true });

function stage(name: string, files: readonly string[]): void {
  const [from, to] = [join(root, name), join(built, name)];
  cpSync(join(compiled, name, 'src'), join(to, 'dist'), { recursive: true });
  copyUncompiled(join(from, 'src'), join(to, 'dist'));
  for (const file of [...files, 'README.md']) cpSync(join(from, file), join(to, file), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
  const manifest: Manifest = publishedManifest(readManifest(from), name, process.env.GITHUB_REPOSITORY);
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Copies the files that the compiler passes over, such as the company file of the demo. Modules read them by relative paths. */
function copyUncompiled(from: string, to: string): void {
  for (const file of globSync('**/*.*', { cwd: from, exclude: ['**/*.ts'] })) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(from, file), join(to, file));
  }
}
