import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BareMachine } from './bare-machine.ts';

const companyFile = `company: { companyid: acb290d666814d65834c70073aed65f2, name: 华星科技 }
apps: [{ appid: "1", app_key: "2" }]
groups: [{ groupid: g1, group_name: 售后组 }]
agents: [{ agentid: a1, agent_name: ming, agent_email: ming@example.com, groups: [g1] }]
templates: [{ templateid: t1, template_name: 默认模板, fields: [] }]
categories: [{ typeid: "9", type_name: 其他, templateid: t1 }]
`;

export interface PackedServer {
  readonly url: string;
  /** Stops the server and returns its exit code. */
  stop(): Promise<number | null>;
}

/** Applies a company with the installed command and serves it on a free port. */
export async function servePacked(machine: BareMachine, folder: string): Promise<PackedServer> {
  writeFileSync(join(folder, 'company.yaml'), companyFile);
  machine.run(folder, 'npx', 'gongdan', 'apply', 'company.yaml');
  return startPacked(machine, folder, 'serve');
}

/** Starts `gongdan serve` or `gongdan demo` on a free port. */
export async function startPacked(machine: BareMachine, folder: string, command: string): Promise<PackedServer> {
  const program = join(folder, 'node_modules/.bin/gongdan');
  const env = { ...machine.env, GONGDAN_PORT: '0' };
  const server = spawn(program, [command], { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await readyUrl(server);
  return {
    url,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

/** Waits for the line of JSON that a server prints when it is ready. The demo prints its commands before it. */
async function readyUrl(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    if (line.startsWith('{')) return (JSON.parse(line) as { url: string }).url;
  }
  throw new Error('the packed server ended before it was ready');
}
