import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { isSecret, makeSigner, newSecret, signatureHeaders } from '../../src/push/sign.ts';

const id = '0192f0c1d2e3a4b5c6d7e8f901234567';
const body = Buffer.from('{"ticket_title":"空调不制冷"}');

function headers(secrets: readonly string[], at = Date.now()): Record<string, string> {
  return {
    'webhook-id': id,
    ...signatureHeaders(
      id,
      body,
      at,
      secrets.map((secret) => makeSigner(secret)),
    ),
  };
}

describe('the signature of a push', () => {
  it('is what the Standard Webhooks library verifies', () => {
    const secret = newSecret(randomBytes);
    assert.deepEqual(new Webhook(secret).verify(body.toString(), headers([secret])), JSON.parse(body.toString()));
  });
  it('verifies with either secret while one replaces the other', () => {
    const [former, next] = [newSecret(randomBytes), newSecret(randomBytes)];
    for (const secret of [former, next]) new Webhook(secret).verify(body.toString(), headers([next, former]));
  });
  it('a replaced secret signs until its time is over, and not longer', () => {
    const signers = [makeSigner(newSecret(randomBytes)), makeSigner(newSecret(randomBytes), 1_000)];
    const count = (at: number) => signatureHeaders(id, body, at, signers)['webhook-signature']?.split(' ').length;
    assert.deepEqual([count(999), count(1_000)], [2, 1]);
  });
  it('does not verify with another secret, nor for other bytes', () => {
    const secret = newSecret(randomBytes);
    assert.throws(() => new Webhook(newSecret(randomBytes)).verify(body.toString(), headers([secret])));
    assert.throws(() => new Webhook(secret).verify(`${body} `, headers([secret])));
  });
  it('is left out when the endpoint has no secret', () => assert.deepEqual(signatureHeaders(id, body, 0, []), {}));
});

describe('a secret', () => {
  it('is made of 32 random bytes', () => {
    const secret = newSecret(randomBytes);
    assert.ok(isSecret(secret));
    assert.equal(Buffer.from(secret.slice(6), 'base64').length, 32);
  });
  it('has 24 to 64 bytes in base64 after whsec_', () => {
    const written = (bytes: number) => `whsec_${randomBytes(bytes).toString('base64')}`;
    assert.deepEqual(
      [23, 24, 64, 65].map((bytes) => isSecret(written(bytes))),
      [false, true, true, false],
    );
    assert.equal(isSecret(randomBytes(32).toString('base64')), false);
    assert.equal(isSecret('whsec_not base64 at all, but long enough to be it'), false);
  });
});
