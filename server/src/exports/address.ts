import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DayAddress } from '../context.ts';

/** Makes the address of an exported day. Whoever has it can read the export until `expires`, in seconds since 1970. */
export function signAddress(key: Buffer, companyId: string, day: string, expires: number): DayAddress {
  return { companyId, day, expires, signature: signatureOf(key, companyId, day, expires) };
}

/** True when the address was signed with this key, was not altered, and has not expired. */
export function isGood(key: Buffer, { companyId, day, expires, signature }: DayAddress, now: number): boolean {
  const wanted = Buffer.from(signatureOf(key, companyId, day, expires));
  const given = Buffer.from(signature);
  return given.length === wanted.length && timingSafeEqual(given, wanted) && now < expires * 1000;
}

function signatureOf(key: Buffer, companyId: string, day: string, expires: number): string {
  return createHmac('sha256', key).update(`${companyId}/${day}/${expires}`).digest('base64url');
}
