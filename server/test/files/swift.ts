import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../databases-setup.ts';

/** Debian's OpenStack Swift, the one real S3 server that a package manager brings. */
export interface SwiftServer {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  stop(): void;
}

/** Swift's kinds of storage servers. Each kind needs a file called a ring, which lists the devices of its servers. */
const rings = ['account', 'container', 'object'] as const;

/** Returns why Swift cannot run on this machine; undefined when it can. */
export function swiftMissing(): string | undefined {
  const { error } = spawnSync('swift-proxy-server', ['--version']);
  return error && 'Swift is not installed: apt-get install swift-proxy swift-account swift-container swift-object';
}

export async function startSwift(): Promise<SwiftServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-swift-'));
  mkdirSync(join(folder, 'devices', 'd1'), { recursive: true });
  writeFileSync(join(folder, 'swift.conf'), swiftConf);
  const processes: ChildProcess[] = [];
  for (const ring of rings) processes.push(startRing(folder, ring, await freePort()));
  const port = await freePort();
  processes.push(startDaemon(folder, 'proxy', port, proxyConf));
  const stop = () => {
    for (const process of processes) process.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  try {
    await answers(`http://127.0.0.1:${port}/info`);
  } catch (error) {
    // Servers that kept running would keep the test's process alive.
    stop();
    throw error;
  }
  return { endpoint: `http://127.0.0.1:${port}`, accessKey: 'test:tester', secretKey: 'testing', stop };
}

function startRing(folder: string, ring: (typeof rings)[number], port: number): ChildProcess {
  const build = (...args: string[]) =>
    execFileSync('swift-ring-builder', [`${ring}.builder`, ...args], { cwd: folder });
  // 2^4 partitions, one replica, and no hours that must pass before a partition is moved again.
  build('create', '4', '1', '0');
  build('add', `r1z1-127.0.0.1:${port}/d1`, '1');
  // Its exit code is ignored, because `rebalance` reports an error for a ring of one device.
  spawnSync('swift-ring-builder', [`${ring}.builder`, 'rebalance'], { cwd: folder });
  return startDaemon(folder, ring, port, ringConf(ring));
}

function startDaemon(folder: string, name: string, port: number, rest: string): ChildProcess {
  const path = join(folder, `${name}.conf`);
  writeFileSync(path, `${commonConf(folder, port)}${rest}`);
  return spawn(`swift-${name}-server`, [path], { stdio: 'ignore' });
}

async function answers(url: string): Promise<void> {
  for (const until = Date.now() + 30_000; ; await wait(100)) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    if (Date.now() > until) throw new Error('Swift did not start');
  }
}

const swiftConf = `[swift-hash]
swift_hash_path_suffix = test
swift_hash_path_prefix = test
[storage-policy:0]
name = only
default = yes
`;

function commonConf(folder: string, port: number): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${userInfo().username}
swift_dir = ${folder}
devices = ${folder}/devices
mount_check = false
`;
}

function ringConf(ring: string): string {
  return `[pipeline:main]
pipeline = ${ring}-server
[app:${ring}-server]
use = egg:swift#${ring}
`;
}

const proxyConf = `[pipeline:main]
pipeline = catch_errors cache listing_formats s3api tempauth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
`;
