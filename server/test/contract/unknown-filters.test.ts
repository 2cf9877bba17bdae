import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EndpointName } from '@gongdan/contract';
import { onEveryDatabase } from '../databases.ts';
import { goodCalls, type Scene, startScene } from './scene.ts';

const nobody = 'f'.repeat(32);

/** Filters of lists, each with a value that matches nothing. */
const filters: readonly (readonly [EndpointName, Readonly<Record<string, string>>])[] = [
  ...(['query_tickets', 'query_tickets_by_update_time'] as const).flatMap((name) => [
    [name, { ticket_status: '4711' }] as const,
    [name, { ticket_from: '4711' }] as const,
    [name, { userid: nobody }] as const,
    [name, { user_partnerid: nobody }] as const,
    [name, { ticket_typeid: nobody }] as const,
    [name, { deal_agent_groupid: nobody }] as const,
    [name, { deal_agentid: nobody }] as const,
  ]),
  ['query_users', { user_emails: 'nobody@example.com' }],
  ['get_ticket_type', { typeid: nobody }],
  ['query_group_agents', { groupid: nobody }],
];

onEveryDatabase('an unknown value in a filter', (stores) => {
  let scene: Scene;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
  });
  after(() => scene.app.close());

  for (const [name, filter] of filters) {
    test(`gives an empty list: ${name} by ${Object.keys(filter)}`, async () => {
      const given = goodCalls(scene)[name];
      assert.notDeepEqual(await items(name, given), [], 'without the filter there is something');
      assert.deepEqual(await items(name, { ...given, ...filter }), []);
    });
  }

  async function items(name: EndpointName, given: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { body } = await scene.app.call(name, given);
    assert.equal(body.ret_code, '000000', body.ret_msg);
    return (body as { readonly items?: unknown }).items;
  }
});
