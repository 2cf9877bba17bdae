import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EndpointName } from '@gongdan/contract';
import { onEveryDatabase } from '../databases.ts';
import { goodCalls, type Scene, startScene } from './scene.ts';

/** Every other spelling, with a call that fails without the parameter. */
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
    test(`is taken: ${spelling} for ${parameter}`, async () => {
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
  }
});

function byNumber({ openNumber }: Scene) {
  return { ticketid: undefined, ticket_code: openNumber };
}
