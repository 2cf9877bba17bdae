import type { Tx } from '../context.ts';
import type { Customer } from './customer.ts';

/** By what a caller knows a customer, strongest first. Blank or missing keys are not looked at. */
export interface CustomerKeys {
  readonly id?: string | undefined;
  readonly partnerId?: string | undefined;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** What a ticket needs to know of its customer. */
export type FoundCustomer = Pick<Customer, 'id' | 'nick'>;

/**
 * The customer whom the strongest key that matches names, unchanged; else a new one made from the keys. Of several
 * that share an e-mail or phone the earliest made is meant. Call it after the ticket's number was taken: that row's
 * lock makes two identical calls at the same moment find one customer.
 */
export async function findOrCreateCustomer(tx: Tx, keys: CustomerKeys): Promise<FoundCustomer> {
  throw new Error('soon');
}
