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
