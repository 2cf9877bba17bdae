import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { onEveryDatabase } from '../../databases.ts';
import { broken } from '../broken/place.ts';
import { inFolder } from '../scratch.ts';
import type { Attack } from './attack.ts';
import { attacks } from './attacks/all.ts';
import { churn } from './attacks/churn.ts';
import { sameKey } from './attacks/same-key.ts';
import { type Ground, openGround } from './ground.ts';

/** `npm run faults:hostile` runs the other attacks too. */
const quick = attacks.filter(({ isLong }) => !isLong);

onEveryDatabase('a server that is attacked from outside', ({ place }) => {
  const data = mkdtempSync(join(tmpdir(), 'gongdan-hostile-'));
  let ground: Ground;
  before(async () => {
    const where = await place();
    ground = await openGround({ data, ...('url' in where && where) }, { isShort: true });
  });
  after(async () => {
    await ground.close();
    rmSync(data, { recursive: true });
  });

  for (const attack of quick) {
    test(`holds against ${attack.name}`, async () => {
      const { held, says } = await ground.strike(attack);
      assert.ok(held, says);
    });
  }
});

describe('the judge of attacks', () => {
  test('catches a server whose event loop is blocked', async () => {
    assert.match(await saysOf(broken('stands-still'), sameKey), /\/livez took up to \d+ ms/);
  });

  test('catches a server that leaks descriptors', async () => {
    assert.match(await saysOf(broken('keeps-descriptors'), sameKey), /\d+ descriptors are open/);
  });

  test('catches a server that exits', async () => {
    assert.match(await saysOf(broken('ends-at-a-reset'), churn), /the server ended/);
  });
});

/** Returns the judge's text about a broken server under the attack. */
function saysOf(preload: string, attack: Attack): Promise<string> {
  return inFolder(async (data) => {
    const ground = await openGround({ data }, { isShort: true, preload });
    const { held, says } = await ground.strike(attack).finally(ground.close);
    assert.equal(held, false);
    return says;
  });
}
