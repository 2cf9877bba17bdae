import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from '../../src/app.ts';
import { applyCompanyFile } from '../../src/company-file/apply.ts';
import { parseConfig } from '../../src/config/config.ts';
import { setupAddress } from '../../src/console/setup-address.ts';
import { foundCompany } from '../../src/people/found-company.ts';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase, type Where } from '../databases.ts';
import { worldFile } from '../world.ts';
import { addAgent, change } from './accounts.ts';
import { freshBrowser } from './browser.ts';

const admin = {
  companyName: '华星科技',
  name: '赵敏',
  email: 'zhaomin@huaxing.example',
  password: 'long enough',
  language: 'zh-CN',
} as const;

onEveryDatabase('The first admin', ({ place }) => {
  async function empty(where: Where) {
    const lies = 'url' in where ? { databaseUrl: where.url, key: '0'.repeat(64) } : { data: where.folder };
    return startServer(parseConfig({ port: '0', logLevel: 'silent', ...lies }));
  }

  test('is created in an empty installation, together with a company and a credential', async () => {
    const server = await empty(await place());
    try {
      const browser = freshBrowser(server.url);
      assert.deepEqual(await browser.done('getSession', {}), { session: null, needsSetup: true });
      await browser.refused('setUp', { ...admin, code: '0'.repeat(32) }, 'setup_refused');
      const code = server.context.setupCode;
      assert.equal(
        await browser.refused('setUp', { ...admin, code, companyName: ' ' }, 'parameter_missing'),
        'companyName',
      );
      const { session } = await browser.done('setUp', { ...admin, code });
      assert.deepEqual([session.agent.role, session.company.name, session.email], ['admin', '华星科技', admin.email]);
      assert.deepEqual(await browser.done('getSession', {}), { session, needsSetup: false });
      const apps = await server.context.db.query.selectFrom('app').select('company_id').execute();
      assert.deepEqual(apps, [{ company_id: session.company.id }]);
      await browser.refused('setUp', { ...admin, code, email: 'second@huaxing.example' }, 'setup_refused');
      await freshBrowser(server.url).done('signIn', { email: admin.email, password: admin.password });
    } finally {
      await server.close();
    }
  });

  test('is only one, however many try at the same time, also on two nodes', async (t) => {
    const where = await place();
    const servers = [await empty(where)];
    if ('url' in where) servers.push(await empty(where));
    else t.diagnostic('one node on SQLite');
    try {
      assert.equal(new Set(servers.map(({ context }) => context.setupCode)).size, 1);
      const code = servers[0]!.context.setupCode;
      const tries = Array.from({ length: 8 }, (_, index) =>
        freshBrowser(servers[index % servers.length]!.url).call('setUp', {
          ...admin,
          code,
          email: `a${index}@x.example`,
        }),
      );
      const outcomes = await Promise.all(tries);
      assert.equal(outcomes.filter(({ status }) => status === 200).length, 1);
      assert.equal(outcomes.filter(({ reason }) => reason === 'setup_refused').length, 7);
      const { query } = servers[0]!.context.db;
      assert.equal((await query.selectFrom('company').select('id').execute()).length, 1);
      assert.equal((await query.selectFrom('agent').select('id').execute()).length, 1);
    } finally {
      for (const server of servers) await server.close();
    }
  });

  test('belongs to the only company, and is the agent with that e-mail if there is one', async () => {
    const app = await startApp({ store: await place(), company: worldFile });
    try {
      const { db, setupCode: code } = app.server.context;
      const agent = await db.query
        .selectFrom('agent')
        .select(['id', 'email'])
        .where('role', '=', 'agent')
        .executeTakeFirstOrThrow();
      const { session } = await freshBrowser(app.url).done('setUp', { ...admin, email: agent.email, code });
      assert.deepEqual([session.agent.id, session.agent.role, session.company.id], [agent.id, 'admin', app.companyId]);
    } finally {
      await app.close();
    }
  });

  test('is not created over the web when there are several companies', async () => {
    const app = await startApp({ store: await place() });
    try {
      const { context, vault } = app.server;
      await context.db.write('other', ({ query }) =>
        foundCompany(query, vault, { id: 'other', name: 'Other', language: 'en', at: app.now() }),
      );
      await freshBrowser(app.url).refused('setUp', { ...admin, code: context.setupCode }, 'setup_refused');
    } finally {
      await app.close();
    }
  });

  test('is created once: afterwards the code is invalid on every node, even if the only admin is disabled or removed', async () => {
    const where = await place();
    const servers = [await empty(where)];
    if ('url' in where) servers.push(await empty(where));
    try {
      const { setupCode: code, db } = servers[0]!.context;
      await freshBrowser(servers[0]!.url).done('setUp', { ...admin, code });
      const again = { ...admin, code, email: 'second@huaxing.example' };
      const demandOver = async () => {
        for (const server of servers) {
          await freshBrowser(server.url).refused('setUp', again, 'setup_refused');
          assert.equal((await freshBrowser(server.url).done('getSession', {})).needsSetup, false);
          assert.equal(await setupAddress(server.context), undefined);
        }
      };
      await db.write('x', ({ query }) => query.updateTable('agent').set({ active: 0 }).execute());
      await demandOver();
      await db.write('x', ({ query }) => query.deleteFrom('agent').execute());
      await demandOver();
      await servers.pop()!.close();
      servers.push(await empty(where));
      await demandOver();
    } finally {
      for (const server of servers) await server.close();
    }
  });

  test('is not created by the code once any agent has had a password', async () => {
    const ways: ((app: TestApp) => Promise<unknown>)[] = [
      (app) => addAgent(app, 'new@huaxing.example'),
      async (app) => {
        const { email } = await app.server.context.db.query
          .selectFrom('agent')
          .select('email')
          .executeTakeFirstOrThrow();
        await change(app, email, { password_hash: 'a hash' });
      },
      (app) => {
        const agents = [{ agentid: 'new', agent_name: 'x', password: 'correct horse' }];
        const content = { company: { companyid: app.companyId, name: '华星科技' }, agents };
        return applyCompanyFile({ ...app.server.context, vault: app.server.vault }, content);
      },
    ];
    for (const give of ways) {
      const app = await startApp({ store: await place(), company: worldFile });
      try {
        const { db, setupCode: code } = app.server.context;
        assert.equal((await freshBrowser(app.url).done('getSession', {})).needsSetup, true);
        await give(app);
        await db.write('x', ({ query }) => query.deleteFrom('agent').execute());
        await freshBrowser(app.url).refused('setUp', { ...admin, code }, 'setup_refused');
      } finally {
        await app.close();
      }
    }
  });

  test('cannot have a short or common password', async () => {
    const server = await empty(await place());
    try {
      const code = server.context.setupCode;
      for (const password of ['123456789', 'password123']) {
        const field = await freshBrowser(server.url).refused('setUp', { ...admin, code, password }, 'request_refused');
        assert.equal(field, 'password');
      }
      await freshBrowser(server.url).done('setUp', { ...admin, code });
    } finally {
      await server.close();
    }
  });

  test('is not created by guessing the code', async () => {
    const app = await startApp({ store: await place() });
    try {
      const browser = freshBrowser(app.url);
      for (let guess = 0; guess < 40; guess += 1) {
        const field = await browser.refused('setUp', { ...admin, code: String(guess) }, 'setup_refused');
        assert.equal(field, 'code');
      }
      const code = app.server.context.setupCode;
      await browser.refused('setUp', { ...admin, code }, 'rate_limited');
      app.advance(60_000);
      await browser.done('setUp', { ...admin, code });
    } finally {
      await app.close();
    }
  });
});
