import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { type Applied, applyCompanyFile, type Refused } from '../../src/company-file/apply.ts';
import type { CompanyFile } from '../../src/company-file/shape.ts';
import { showCompany } from '../../src/company-file/show.ts';
import { findEndpoint } from '../../src/push/endpoints.ts';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { companyWith, type GivenPush, openTicket, startPushingApp } from './company.ts';

const url = 'https://receiver.example/hook?access_token=s3cret&tenant=7';
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

onEveryDatabase('the endpoints of a company file:', (stores) => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startPushingApp([{ url, secret }], { store: await stores.place() });
  });
  afterEach(() => app.close());

  function apply(pushes: readonly GivenPush[], options = {}): Promise<Applied | Refused> {
    const installation = { ...app.server.context, vault: app.server.vault };
    return applyCompanyFile(installation, companyWith(pushes) as CompanyFile, options);
  }

  async function changes(pushes: readonly GivenPush[], options = {}) {
    const outcome = await apply(pushes, options);
    assert.ok('changes' in outcome, JSON.stringify(outcome));
    return outcome.changes.map(({ change, id, keys = [] }) => [change, id, ...keys].join(' '));
  }

  async function faults(push: GivenPush): Promise<string[]> {
    const outcome = await apply([push]);
    return 'faults' in outcome ? outcome.faults.map(({ path, text }) => `${path.join('.')}: ${text.en}`) : [];
  }

  const stored = () =>
    findEndpoint(app.server.context.db.query, app.server.vault, { companyId: app.companyId, id: 'w1' });

  it('addresses and secrets are stored sealed and shown with stars', async () => {
    const { query } = app.server.context.db;
    const row = JSON.stringify(await query.selectFrom('push_endpoint').selectAll().execute());
    assert.ok(!row.includes('s3cret') && !row.includes(secret) && !row.includes('receiver.example'));
    const shown = await showCompany({ query, vault: app.server.vault, companyId: app.companyId });
    assert.deepEqual(shown!.content.pushes, [
      { pushid: 'w1', url: 'https://receiver.example/hook?access_token=***&tenant=***', secret: 'whsec_***' },
    ]);
    assert.equal((await stored())!.url, url);
  });

  it('the shown file changes nothing when it is applied with its stars', async () => {
    const { context, vault } = app.server;
    const shown = await showCompany({ query: context.db.query, vault, companyId: app.companyId });
    const outcome = await applyCompanyFile({ ...context, vault }, shown!.content as CompanyFile);
    assert.deepEqual('changes' in outcome && outcome.changes, []);
    assert.deepEqual([(await stored())!.url, (await stored())!.secret], [url, secret]);
  });

  it('changes are found key by key', async () => {
    assert.deepEqual(await changes([{ url, secret }]), []);
    assert.deepEqual(await changes([{ url, secret, form: 'flat', events: ['created'] }]), ['update w1 form events']);
    assert.deepEqual(await changes([{ url: 'https://other.example/' }]), ['update w1 url']);
    assert.deepEqual(await changes([{ url: 'https://other.example/' }, { url }]), ['create w2']);
  });

  it('an entry that cannot be an endpoint is refused', async () => {
    assert.match(String(await faults({ url: 'https://' })), /pushes\.0\.url: is no address/);
    assert.match(
      String(await faults({ url: 'https://me:pw@receiver.example/' })),
      /pushes\.0\.url: may not hold a user/,
    );
    assert.match(String(await faults({ url, secret: 'hush' })), /pushes\.0\.secret: expected whsec_/);
    assert.match(
      String(await faults({ pushid: 'new', url, secret: 'whsec_***' })),
      /pushes\.0\.secret: is starred out/,
    );
    const starred = 'https://new.example/?key=***';
    assert.match(String(await faults({ pushid: 'new', url: starred })), /pushes\.0\.url: is starred out/);
    assert.match(String(await faults({ url, secret: 'whsec_***' })), /^$/);
  });

  it('a company has ten endpoints at most', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ pushid: `w${index}`, url }));
    assert.ok('faults' in (await apply(many)));
    assert.ok('changes' in (await apply(many.slice(1))));
  });

  it('an endpoint is pruned when no message waits for it', async () => {
    await openTicket(app);
    assert.deepEqual(await changes([], { prune: true }), []);
    await app.server.context.db.write(app.companyId, ({ query }) =>
      query.updateTable('push_delivery').set({ state: 'delivered', settled_at: app.now() }).execute(),
    );
    assert.deepEqual(await changes([], { prune: true }), ['remove w1']);
    await openTicket(app);
    const messages = await app.server.context.db.query.selectFrom('push_message').selectAll().execute();
    assert.equal(messages.length, 1, 'a ticket made a message although no endpoint is left');
  });

  it('a new address makes a paused endpoint active again', async () => {
    await app.server.context.db.write(app.companyId, ({ query }) =>
      query
        .updateTable('push_endpoint')
        .set({ state: 'gone', state_reason: 'the receiver answered 410 Gone' })
        .execute(),
    );
    await changes([{ url, secret, form: 'flat' }]);
    assert.equal((await stored())!.state, 'gone');
    await changes([{ url: 'https://new.example/hook' }]);
    assert.equal((await stored())!.state, 'active');
  });
});
