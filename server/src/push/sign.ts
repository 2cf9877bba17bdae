import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

const prefix = 'whsec_';

/** Makes a signing secret: `whsec_` and 32 random bytes in base64. */
export function newSecret(random: (bytes: number) => Buffer): string {
  return prefix + random(32).toString('base64');
}

/** True when the text is a secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export function isSecret(text: string): boolean {
  const encoded = text.slice(prefix.length);
  if (!text.startsWith(prefix) || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return false;
  const { length } = Buffer.from(encoded, 'base64');
  return length >= 24 && length <= 64;
}

/** A secret as a key object. It is kept, because making the key object costs four times as much as signing with it. */
export interface Signer {
  readonly key: KeyObject;
  /** The key signs messages that are sent before this moment. */
  readonly until: number;
}

export function makeSigner(secret: string, until = Number.POSITIVE_INFINITY): Signer {
  return { key: createSecretKey(secret.slice(prefix.length), 'base64'), until };
}

/**
 * Returns the headers of Standard Webhooks for a message sent at `at`, with one signature per secret; no headers
 * without a secret. They are made here in ten lines, without the library standardwebhooks. The tests verify them with
 * that library.
 */
export function signatureHeaders(
  id: string,
  body: Buffer,
  at: number,
  signers: readonly Signer[],
): Record<string, string> {
  const keys = signers.filter(({ until }) => at < until);
  if (keys.length === 0) return {};
  const timestamp = String(Math.floor(at / 1000));
  const signatures = keys.map(({ key }) => `v1,${signature(key, `${id}.${timestamp}.`, body)}`);
  return { 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

function signature(key: KeyObject, head: string, body: Buffer): string {
  return createHmac('sha256', key).update(head).update(body).digest('base64');
}
