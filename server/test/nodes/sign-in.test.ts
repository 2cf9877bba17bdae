import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startApp, type TestApp } from '../app.ts';
import { addAgent, change, password } from '../console/accounts.ts';
import { freshBrowser } from '../console/browser.ts';
import { onPostgres } from '../databases.ts';
import { worldFile } from '../world.ts';

const email = 'guessed@huaxing.example';

onPostgres('Signing in at two nodes', ({ place }) => {
  let nodes: TestApp[];

  before(async () => {
    const store = await place();
    const first = await startApp({ store, company: worldFile });
    nodes = [first, await startApp({ store, company: worldFile })];
    await addAgent(first, email);
  });
  after(async () => {
    for (const node of nodes) await node.close();
  });

  test('a session that ended because its agent was disabled at one node stays over at the other', async () => {
    const [one, other] = nodes as [TestApp, TestApp];
    const disabled = 'disabled@huaxing.example';
    await addAgent(one, disabled);
    const browser = freshBrowser(other.url);
    await browser.done('signIn', { email: disabled, password });
    const isSignedIn = async () => (await browser.done('getSession', {})).session !== null;
    assert.equal(await isSignedIn(), true);
    await change(one, disabled, { active: 0 });
    assert.equal(await isSignedIn(), false);
    await change(one, disabled, { active: 1 });
    assert.equal(await isSignedIn(), false);
  });

  test('wrong passwords at either node count at both', async () => {
    for (let wrong = 0; wrong < 10; wrong += 1) {
      const { url } = nodes[wrong < 6 ? 0 : 1]!;
      await freshBrowser(url).refused('signIn', { email, password: 'wrong' }, 'sign_in_refused');
    }
    for (const node of nodes) {
      await until(() => isExhausted(node));
      await freshBrowser(node.url).refused('signIn', { email, password }, 'rate_limited');
    }
  });
});

/** True when no guess at the e-mail is left. Does not change the count: a guess that could be taken is given back. */
function isExhausted({ server }: TestApp): boolean {
  const { guesses } = server.context;
  const guess = [{ about: 'email', name: email } as const];
  try {
    guesses.take(guess);
  } catch {
    return true;
  }
  guesses.giveBack(guess);
  return false;
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!holds()) {
    assert.ok(performance.now() < end, 'five seconds went by');
    await wait(20);
  }
}
