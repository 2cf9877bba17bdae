import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { settings } from '../../src/config/settings.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface Compose {
  readonly services: Readonly<
    Record<string, { build?: string; restart?: string; environment?: Record<string, string>; volumes?: string[] }>
  >;
}

const compose = parse(read('compose.yaml'), { merge: true }) as Compose;

describe('The files of a deployment', () => {
  test('name only settings that exist', () => {
    const variables = Object.values(settings).flatMap(({ variable }) => [variable, `${variable}_FILE`]);
    for (const name of [
      'Dockerfile',
      'compose.yaml',
      'deploy/gongdan.service',
      'deploy/gongdan-backup.service',
      'deploy/gongdan.sh',
      'deploy/haproxy.cfg',
      'deploy/nginx.conf',
    ]) {
      // A name ends with a letter or a digit. An underscore or a full stop after it belongs to the text around it.
      const named = [...read(name).matchAll(/\bGONGDAN_[A-Z0-9_]*[A-Z0-9]/g)].map(([variable]) => variable);
      assert.deepEqual(
        named.filter((variable) => !(variables as string[]).includes(variable)),
        [],
        name,
      );
    }
  });

  test('copy and mount only files that exist', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files]) =>
      files!.split(' '),
    );
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.filter((one) => one.startsWith('./')),
    );
    const files = [...copied, ...mounted.map((one) => one.split(':')[0]!)];
    assert.ok(files.length > 8);
    assert.deepEqual(
      files.filter((file) => !existsSync(join(root, file))),
      [],
    );
  });

  test('run the image as an unprivileged user, with a health check', () => {
    const image = read('Dockerfile')
      .split(/^FROM /m)
      .at(-1)!;
    assert.match(image, /^USER node$/m);
    assert.match(image, /^HEALTHCHECK .*\n.*\/readyz/m);
    assert.ok(image.indexOf('USER node') < image.indexOf('ENTRYPOINT'));
  });

  test('restart a server that has failed, without a limit', () => {
    const unit = read('deploy/gongdan.service');
    assert.match(unit, /^Restart=always$/m);
    assert.match(unit, /^StartLimitIntervalSec=0$/m);
    for (const [name, { restart }] of Object.entries(compose.services)) assert.equal(restart, 'unless-stopped', name);
  });

  test('give all nodes one database, one key and one place for files, and the balancer all nodes', () => {
    const nodes = Object.entries(compose.services).filter(([, { build }]) => build !== undefined);
    assert.equal(nodes.length, 3);
    for (const [name, { environment = {} }] of nodes) {
      for (const variable of ['GONGDAN_DATABASE_URL', 'GONGDAN_KEY', 'GONGDAN_FILES_URL', 'GONGDAN_PUBLIC_URL']) {
        assert.ok(environment[variable], `${name} lacks ${variable}`);
      }
      assert.match(read('deploy/haproxy.cfg'), new RegExp(`^ +server ${name} ${name}:7070`, 'm'));
    }
  });
});

<<<<<<< HEAD
const systemd = spawnSync('systemd-analyze', ['--version']).error ? 'there is no systemd-analyze here' : false;
test('systemd accepts the unit', { skip: systemd }, () => {
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', join(root, 'deploy/gongdan.service')], {
    encoding: 'utf8',
  });
  assert.deepEqual([status, stderr], [0, '']);
=======
describe('Dashboard and alerts', () => {
  let app: TestApp;
  let shown: string;

  before(async () => {
    app = await startPushingApp([{ url: 'http://127.0.0.1:1/hook' }]);
    await openTicket(app);
    await app.settle();
    shown = await (await fetch(`${app.url}/metrics`)).text();
  });
  after(() => app.close());

  const expressions = () => [
    ...alerts.map(({ expr }) => expr),
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ];

  test('query only metrics that /metrics shows', () => {
    const asked = expressions().flatMap((expr) => expr.match(/\b(gongdan|nodejs|process)_\w+/g) ?? []);
    assert.ok(new Set(asked).size > 8);
    const there = new Set([...shown.matchAll(/^(\w+)[{ ]/gm)].map(([, name]) => name));
    assert.deepEqual(
      asked.filter((name) => !there.has(name) && !shown.includes(`# TYPE ${name} `)),
      [],
    );
  });

  test('group only by labels that metrics have', () => {
    const grouped = expressions().flatMap((expr) =>
      [...expr.matchAll(/\bby \(([^)]+)\)/g)].flatMap(([, by]) => by!.split(', ')),
    );
    const labels = new Set([...shown.matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
    // Prometheus adds these two labels itself.
    for (const label of ['job', 'instance']) labels.add(label);
    assert.deepEqual(
      grouped.filter((label) => !labels.has(label)),
      [],
    );
  });

  test('describe the fault in a sentence', () => {
    assert.ok(alerts.length >= 8);
    for (const { alert, annotations } of alerts) assert.ok('summary' in annotations, alert);
  });
>>>>>>> 28fb182 (Describe the installation of a machine step by step)
});
