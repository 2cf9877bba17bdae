import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { verifyPush } from '../src/index.ts';

const secret = `whsec_${Buffer.from('a secret of some length').toString('base64')}`;
const sentAt = Date.parse('2026-11-22T12:00:00Z');
const body = '{"sys_code":"4","type":"ticket","content":[{"ticket_title":"无法登录"}]}';

function signed(text: string, key = 'a secret of some length') {
  const timestamp = String(sentAt / 1000);
  const signature = createHmac('sha256', key).update(`m1.${timestamp}.${text}`).digest('base64');
  return { 'webhook-id': 'm1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

describe('a pushed message', () => {
  test('is verified by the right signature, with its body as text or as bytes', () => {
    assert.equal(verifyPush({ headers: signed(body), body }, secret, sentAt), true);
    assert.equal(verifyPush({ headers: signed(body), body: Buffer.from(body) }, secret, sentAt), true);
  });

  test('is verified when it is the published example of Standard Webhooks', () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const arrived = { headers, body: '{"test": 2432232314}' };
    assert.equal(verifyPush(arrived, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 1_614_265_330_000), true);
  });

  test('is verified when one of several signatures is right', () => {
    const headers = signed(body);
    const several = { ...headers, 'webhook-signature': `v1,AAAA v1a,AAAA ${headers['webhook-signature']}` };
    assert.equal(verifyPush({ headers: several, body }, secret, sentAt), true);
  });

  test('is refused when it was changed or signed with another secret', () => {
    assert.equal(verifyPush({ headers: signed(body), body: `${body} ` }, secret, sentAt), false);
    assert.equal(verifyPush({ headers: signed(body, 'another'), body }, secret, sentAt), false);
  });

  test('is refused when no secret is set, although its signature fits the empty key', () => {
    for (const unset of ['', 'whsec_']) {
      assert.equal(verifyPush({ headers: signed(body, ''), body }, unset, sentAt), false);
    }
  });

  test('is refused when it is more than five minutes old', () => {
    const arrived = { headers: signed(body), body };
    assert.equal(verifyPush(arrived, secret, sentAt + 300_000), true);
    assert.equal(verifyPush(arrived, secret, sentAt + 301_000), false);
  });

  test('is refused when one of its headers is missing', () => {
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      assert.equal(verifyPush({ headers: { ...signed(body), [name]: undefined }, body }, secret, sentAt), false, name);
    }
  });
});
