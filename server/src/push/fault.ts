import { networkAt } from './address.ts';
import type { Fault } from './attempt.ts';

/** Thrown for an address that pushes may not reach. */
export class AddressRefused extends Error {}

/** Makes the error for a private or reserved address. Its text names the setting and the network that would allow it. */
export function privateRefused(what: string, address: string): AddressRefused {
  const network = networkAt(address);
  const remedy = network === undefined ? '' : `; to allow it, add ${network} or its network to GONGDAN_PUSH_ALLOW`;
  return new AddressRefused(`${what}, which is private or reserved${remedy}`);
}

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
