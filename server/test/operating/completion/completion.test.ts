import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isInstalled, offeredBy, shells } from './shells.ts';

for (const shell of shells) {
  const skip = isInstalled(shell) ? false : `${shell} is not installed`;
  describe(`completion in ${shell}`, { skip }, () => {
    const offered = (line: string) => offeredBy(shell, line).sort();

    test('offers commands, and the commands below a group', () => {
      const all = offered('gongdan ');
      for (const name of ['serve', 'apply', 'import', 'push', 'user', 'completion'])
        assert.ok(all.includes(name), name);
      assert.deepEqual(offered('gongdan push re'), ['replay', 'resume']);
    });

    test('offers the options of the command, and every setting', () => {
      assert.deepEqual(offered('gongdan push list acme --st'), ['--state']);
      assert.deepEqual(offered('gongdan serve --public'), ['--public-url']);
      assert.deepEqual(offered('gongdan serve --st'), []);
    });

    test('offers the choices of options, settings and arguments', () => {
      assert.deepEqual(offered('gongdan push list acme --state '), ['delivered', 'given_up', 'waiting']);
      assert.deepEqual(offered('gongdan serve --log-level wa'), ['warn']);
      assert.deepEqual(offered('gongdan import '), ['customers', 'tickets']);
    });

    test('takes the value of an option for no command and no argument', () => {
      assert.deepEqual(offered('gongdan --port push import '), ['customers', 'tickets']);
    });

    test('offers files and folders where they are expected', () => {
      const files = offered('gongdan import tickets package-l');
      assert.ok(files.includes('package-lock.json') || files.includes('files '), files.join());
      const folders = offered('gongdan serve --data serv');
      assert.ok(
        folders.some((one) => ['server', 'server/', 'files -/'].includes(one)),
        folders.join(),
      );
    });

    test('offers nothing where only the user knows the value', () => {
      assert.deepEqual(offered('gongdan push list '), []);
    });
  });
}
