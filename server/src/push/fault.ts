import type { Fault } from './attempt.ts';

/** The address is one that pushes may not reach. */
export class AddressRefused extends Error {}

/** The name server did not answer in time. */
export class NameTimeout extends Error {}

/** What kind of failure an error of the network is. */
export function faultOf(error: unknown): Fault {
  if (error instanceof AddressRefused) return 'address_refused';
  if (error instanceof NameTimeout) return 'name_unresolved';
  const code = error instanceof Error ? String(Reflect.get(error, 'code') ?? '') : '';
  if (/^(ENOTFOUND|EAI_|ENODATA)/.test(code)) return 'name_unresolved';
  if (/^(ECONNREFUSED|EHOST|ENET|ETIMEDOUT|UND_ERR_CONNECT)/.test(code)) return 'connection_failed';
  if (/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_|ALTNAME/.test(code)) return 'certificate_wrong';
  return 'broken_off';
}
