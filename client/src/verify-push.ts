import { createHmac, timingSafeEqual } from 'node:crypto';

/** Headers and body of a pushed message. Give the body as it was received: the signature covers its bytes, not its JSON. */
export interface Arrived {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string | Uint8Array;
}

/** A signature whose time is further than this from now is refused: an attacker may have recorded the message. */
const toleranceMs = 5 * 60_000;

/** True when the message was signed with this secret (`whsec_…`) at most five minutes before or after `now`. */
export function verifyPush({ headers, body }: Arrived, secret: string, now: number = Date.now()): boolean {
  const id = one(headers['webhook-id']);
  const timestamp = one(headers['webhook-timestamp']);
  const signatures = one(headers['webhook-signature']);
  if (!id || !timestamp || !signatures || !/^[0-9]+$/.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp) * 1000) > toleranceMs) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  // An unset secret would be an empty key, with which anybody can sign.
  if (key.length === 0) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  return signatures.split(' ').some((signature) => isOne(signature, expected));
}

function isOne(signature: string, expected: Buffer): boolean {
  const [version, text = ''] = signature.split(',');
  const given = Buffer.from(text, 'base64');
  return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
}

/** A web framework may give a header as a list of its values; the first one counts. */
function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
