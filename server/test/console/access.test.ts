import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ConsoleEndpoint, type ConsoleEndpointName, consoleEndpoints } from '@gongdan/contract/console';
import { consoleHandlers } from '../../src/console/calls/all.ts';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { browserOf, freshBrowser } from './browser.ts';

const roles = ['agent', 'supervisor', 'admin'] as const;
const names = Object.keys(consoleHandlers) as ConsoleEndpointName[];
const endpointOf = (name: ConsoleEndpointName): ConsoleEndpoint => consoleEndpoints[name];

onEveryDatabase('A call of the console', ({ place }) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
  });
  after(() => app.close());

  for (const name of names.filter((one) => endpointOf(one).access !== 'public')) {
    test(`${name} is refused without a session, and with an invented one`, async () => {
      const { status, reason } = await freshBrowser(app.url).call(name, {});
      assert.deepEqual({ status, reason }, { status: 401, reason: 'session_missing' });
      const liar = Object.assign(freshBrowser(app.url), { cookie: `gongdan=${'A'.repeat(43)}`, csrfToken: 'x' });
      await liar.refused(name, {}, 'session_missing');
    });
  }

  for (const name of names.filter((one) => roles.indexOf(endpointOf(one).access as 'agent') > 0)) {
    test(`${name} is refused for lower roles`, async () => {
      for (const role of roles.slice(0, roles.indexOf(endpointOf(name).access as 'agent'))) {
        const { status, reason } = await (await browserOfRole(app, role)).call(name, {});
        assert.deepEqual({ status, reason }, { status: 403, reason: 'role_lacking' });
      }
    });
  }

  for (const name of names.filter((one) => endpointOf(one).method === 'POST')) {
    test(`${name} is refused for a page of another site`, async () => {
      const browser = await browserOfRole(app, 'admin');
      const foreign = await browser.call(name, {}, { 'sec-fetch-site': 'cross-site' });
      assert.deepEqual([foreign.status, foreign.reason], [403, 'csrf_refused']);
    });
  }

  for (const name of names.filter((one) => endpointOf(one).method === 'POST' && endpointOf(one).access !== 'public')) {
    test(`${name} is refused without the token of its session`, async () => {
      const browser = await browserOfRole(app, 'admin');
      for (const wrong of ['', 'x', (await browserOfRole(app, 'admin')).csrfToken]) {
        await Object.assign(browser, { csrfToken: wrong }).refused(name, {}, 'csrf_refused');
      }
    });
  }

  test('is refused when its body is not UTF-8', async () => {
    const { cookie, csrfToken } = await browserOfRole(app, 'agent');
    const { path } = consoleEndpoints.createTicket;
    const answer = await fetch(app.url + path, {
      method: 'POST',
      headers: { origin: app.url, cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
      body: Buffer.from('{"title":"\xc4\xe3\xba\xc3"}', 'latin1'),
    });
    const { reason } = (await answer.json()) as { reason: string };
    assert.deepEqual([answer.status, reason], [400, 'body_malformed']);
  });

  test('is answered with a fault when there is no such call', async () => {
    for (const [path, method, expected] of [
      ['/api/console/1/nothing', 'GET', [404, 'path_unknown']],
      ['/api/console', 'GET', [404, 'path_unknown']],
      ['/api/console/1/sign-out', 'GET', [405, 'method_wrong']],
    ] as const) {
      const response = await fetch(app.url + path, { method });
      const { reason } = (await response.json()) as { reason: string };
      assert.deepEqual([response.status, reason], expected);
    }
  });
});

async function browserOfRole(app: TestApp, role: (typeof roles)[number]) {
  const { id } = await app.server.context.db.query
    .selectFrom('agent')
    .select('id')
    .where('company_id', '=', app.companyId)
    .where('role', '=', role)
    .where('active', '=', 1)
    .executeTakeFirstOrThrow();
  return browserOf(app, id);
}
