// `npm run dev`: serves the demo company on port 7070, restarting when a file of the server or the contract changes, and
// the console with hot reload on port 7071. When one of the two ends, the other is stopped.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const server = start(
  ['--watch-path=server/src', '--watch-path=contract/src', '--watch-preserve-output'],
  ['server/bin/gongdan.mjs', 'demo'],
);
const pages = start([], ['node_modules/vite/bin/vite.js', 'console', '--clearScreen', 'false']);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
for (const child of [server, pages]) child.once('exit', stop);

function start(options: readonly string[], command: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...options, ...command], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

function stop(): void {
  for (const child of [server, pages]) child.kill('SIGTERM');
}
