import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EndpointName } from '@gongdan/contract';
import { onEveryDatabase } from '../databases.ts';
import { goodCalls, type Scene, startScene } from './scene.ts';

/** All alternative spellings, each with a call that fails without the parameter. */
const spellings: readonly (readonly [spelling: string, parameter: string, name: EndpointName])[] = [
  ['ticket_id', 'ticketid', 'save_user_reply'],
  ['ticketId', 'ticketid', 'save_user_reply'],
  ['user_id', 'userid', 'get_user_by_id'],
  ['userId', 'userid', 'get_user_by_id'],
  ['companyId', 'companyid', 'save_user_ticket'],
  ['ticketCode', 'ticket_code', 'get_ticket_by_id'],
  ['user_email', 'user_emails', 'get_user_by_email'],
];

onEveryDatabase('a parameter under another name', (stores) => {
  let scene: Scene;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
  });
  after(() => scene.app.close());

  for (const [spelling, parameter, name] of spellings) {
    test(`is accepted: ${spelling} for ${parameter}`, async () => {
      const good: Record<string, unknown> = {
        ...goodCalls(scene)[name],
        ...(parameter === 'ticket_code' && byNumber(scene)),
      };
      const { [parameter]: value, ...rest } = good;
      await scene.app.refused(name, rest, '400004');
      for (const as of ['json', 'form'] as const) {
        const { body } = await scene.app.call(name, { ...rest, [spelling]: value }, { as });
        assert.equal(body.ret_code, '000000', `${as}: ${body.ret_msg}`);
      }
    });

    test(`is named in a refusal as the caller wrote it: ${spelling}`, async () => {
      const good = { ...goodCalls(scene)[name], ...(parameter === 'ticket_code' && byNumber(scene)) };
      const given = (value: string) => ({ ...good, [parameter]: undefined, [spelling]: value });
      assert.match(await scene.app.refused(name, given('half\0'), '400014'), new RegExp(`: ${spelling}: `));
      // A ticket is found by `ticketid` or `ticket_code`. When both are missing, the refusal names `ticketid`.
      const missing = parameter === 'ticket_code' ? 'ticketid' : spelling;
      assert.match(await scene.app.refused(name, given(' '), '400004'), new RegExp(`: ${missing}$`));
    });
  }

  test('is named as the caller wrote it when its value does not exist', async () => {
    for (const [spelling, parameter, name, code] of [
      ['user_id', 'userid', 'get_user_by_id', '400014'],
      ['userId', 'userid', 'save_agent_ticket', '400014'],
      ['userId', 'userid', 'update_ticket_user', '400014'],
      ['companyId', 'companyid', 'save_user_ticket', '400014'],
      ['user_email', 'user_emails', 'get_user_by_email', '400014'],
    ] as const) {
      const given = { ...goodCalls(scene)[name], [parameter]: undefined, [spelling]: 'nowhere' };
      assert.match(await scene.app.refused(name, given, code), new RegExp(`: ${spelling}: `), name);
    }
  });

  test('is named by the spelling whose value was used', async () => {
    const both = { user_id: '', userid: 'no-one' };
    assert.match(await scene.app.refused('get_user_by_id', both, '400014'), /: userid: /);
    const { companyId } = scene.app;
    const inBody = { ...goodCalls(scene).save_user_ticket, companyid: companyId, companyId: 'another' };
    assert.match(await scene.app.refused('save_user_ticket', inBody, '400014'), /: companyId: /);
  });
});

function byNumber({ openNumber }: Scene) {
  return { ticketid: undefined, ticket_code: openNumber };
}
