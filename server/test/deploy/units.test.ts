import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inFolder } from '../faults/scratch.ts';

const deploy = fileURLToPath(new URL('../../../deploy/', import.meta.url));
const page = readFileSync(join(deploy, '../docs/installing.md'), 'utf8');
const program = '/opt/gongdan/node_modules/.bin/gongdan';

const systemd = spawnSync('systemd-analyze', ['--version']).error ? 'there is no systemd-analyze here' : false;
test('systemd accepts the units', { skip: systemd }, () =>
  inFolder(async (folder) => {
    const units = readdirSync(deploy).filter((name) => /\.(service|timer)$/.test(name));
    assert.equal(units.length, 3);
    // systemd demands that the program exists, and it is not installed here.
    for (const name of units) writeFileSync(join(folder, name), read(name).replaceAll(program, '/bin/true'));
    const paths = units.map((name) => join(folder, name));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...paths], { encoding: 'utf8' });
    assert.deepEqual([status, stderr], [0, '']);
  }),
);

test('the units run the program that the page installs, as the user that it makes', () => {
  assert.match(page, /npm install --prefix \/opt\/gongdan /);
  for (const name of ['gongdan.service', 'gongdan-backup.service']) {
    assert.match(read(name), /^User=gongdan$/m);
    assert.match(read(name), /^Environment=PATH=\/opt\/gongdan\/node_modules\/\.bin:/m);
  }
  assert.match(read('gongdan.service'), new RegExp(`^ExecStart=${program} serve$`, 'm'));
  assert.ok(page.includes('useradd --system') && page.includes('-o gongdan -g gongdan'));
});

test('gongdan.sh runs a command with the settings of the environment file, whatever characters they have', () =>
  inFolder(async (folder) => {
    const settings = join(folder, 'gongdan.env');
    writeFileSync(
      settings,
      '# a comment\nGONGDAN_S3_SECRET_KEY=a b$c"=d=\nGONGDAN_DATA=/srv/data\nPATH=/nowhere\nnoise\n',
    );
    mkdirSync(join(folder, 'bin'));
    const fake = join(folder, 'bin/gongdan');
    writeFileSync(fake, '#!/bin/sh\nenv | grep ^GONGDAN_ | sort\nprintf "%s\\n" "$@"\n');
    chmodSync(fake, 0o755);
    const script = join(folder, 'gongdan.sh');
    const own = read('gongdan.sh').replace('!= gongdan', `!= ${userInfo().username}`);
    writeFileSync(
      script,
      own.replaceAll('/etc/gongdan.env', settings).replaceAll('/opt/gongdan/node_modules/.bin', join(folder, 'bin')),
    );
    const { stdout } = spawnSync('sh', [script, 'show', 'a company'], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    assert.equal(stdout, 'GONGDAN_DATA=/srv/data\nGONGDAN_S3_SECRET_KEY=a b$c"=d=\nshow\na company\n');
  }));

function read(name: string): string {
  return readFileSync(join(deploy, name), 'utf8');
}
