import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, it } from 'node:test';
import { pino } from 'pino';
import { pushOperationsOn } from '../../src/operating/commands/push-operations.ts';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { openTicket, startPushingApp } from './company.ts';

const said =
  'the address is 10.0.0.5, which is private or reserved; to allow it, add 10.0.0.5/32 or its network to GONGDAN_PUSH_ALLOW';

onEveryDatabase('a push to a private address names GONGDAN_PUSH_ALLOW and the network', (stores) => {
  let app: TestApp;
  let lines: string[];
  beforeEach(async () => {
    lines = [];
    const log = pino({ level: 'warn' }, { write: (line) => lines.push(line) });
    app = await startPushingApp([{ url: 'http://10.0.0.5/hook?key=s3cret' }], { store: await stores.place(), log });
  });
  afterEach(() => app.close());

  function operations() {
    return pushOperationsOn({ ...app.server.context, vault: app.server.vault, random: randomBytes, pushAllow: [] });
  }

  it('in the list of deliveries, in the message and in the log', async () => {
    await openTicket(app);
    await app.settle();
    const { companyId } = app;
    const [delivery] = await operations().pushList({ companyId, filter: {}, most: 10 });
    assert.deepEqual(
      { status: delivery!.lastStatus, fault: delivery!.lastFault, text: delivery!.lastFaultText },
      { status: null, fault: 'address_refused', text: said },
    );
    const message = await operations().pushShow({ companyId, messageId: delivery!.messageId });
    assert.equal(message.deliveries[0]!.tries[0]!.faultText, said);
    const [line, ...others] = lines.map((text) => JSON.parse(text) as Record<string, unknown>);
    assert.deepEqual(
      [line!.msg, line!.companyid, line!.pushid, line!.messageid],
      [`not pushed: ${said}`, companyId, 'w1', delivery!.messageId],
    );
    assert.deepEqual(others, []);
    assert.ok(!lines.join('').includes('s3cret'));
  });

  it('in the answer of push test', async () => {
    const { accepted, attempt } = await operations().pushTest({ companyId: app.companyId, endpointId: 'w1' });
    assert.deepEqual([accepted, attempt.faultText], [false, said]);
  });

  it('not in a delivery that was not tried yet', async () => {
    await operations().pushPause({ companyId: app.companyId, endpointId: 'w1' });
    await openTicket(app);
    await app.settle();
    const [delivery] = await operations().pushList({ companyId: app.companyId, filter: {}, most: 10 });
    assert.deepEqual([delivery!.lastStatus, delivery!.lastFault, delivery!.lastFaultText], [null, null, null]);
  });
});
