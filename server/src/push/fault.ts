import type { Fault } from './attempt.ts';

/** Thrown for an address that pushes may not reach. */
export class AddressRefused extends Error {}

/** Thrown when a name is not resolved in time. */
export class NameTimeout extends Error {}

/** Classifies a network error. */
export function faultOf(error: unknown): Fault {
  if (error instanceof AddressRefused) return 'address_refused';
  if (error instanceof NameTimeout) return 'name_unresolved';
  const code = error instanceof Error ? String(Reflect.get(error, 'code') ?? '') : '';
  if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code)) return 'name_unresolved';
  if (/^(ECONNREFUSED|EHOST|ENET|ETIMEDOUT|UND_ERR_CONNECT)/.test(code)) return 'connection_failed';
  if (/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_|ALTNAME/.test(code)) return 'certificate_wrong';
  return 'broken_off';
}
