import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const ours = '@gongdan';

/** An unpacked commit of the project that can be started. */
export interface Checkout {
  readonly commit: string;
  readonly program: string;
  readonly worldFile: string;
}

/** Returns the last commit before the newest migration; undefined without a git history. */
export function commitBeforeSchema(): string | undefined {
  try {
    const newest = git('log', '-1', '--diff-filter=A', '--format=%H', '--', 'server/src/db/migrations/0*.ts');
    return git('rev-parse', '--verify', '--quiet', `${newest}^`);
  } catch {
    return undefined;
  }
}

/** Unpacks the commit into the empty folder. Its server uses the libraries that are installed in this tree. */
export function checkOut(commit: string, folder: string): Checkout {
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  const libraries = join(folder, 'node_modules');
  mkdirSync(join(libraries, ours), { recursive: true });
  const installed = readdirSync(join(root, 'node_modules')).filter((name) => name !== ours);
  for (const name of installed) symlinkSync(join(root, 'node_modules', name), join(libraries, name));
  // The project's own packages come from the commit.
  for (const name of readdirSync(join(root, 'node_modules', ours))) {
    symlinkSync(join(folder, name), join(libraries, ours, name));
  }
  const server = join(folder, 'server');
  return {
    commit,
    program: join(server, 'bin/gongdan.mjs'),
    worldFile: join(server, 'src/operating/demo/company.yaml'),
  };
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
