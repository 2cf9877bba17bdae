import type { Words } from '@gongdan/contract';
import type { Company, Context } from '../../context.ts';
import { makeCleaning } from '../../erasure/cleaning.ts';
import { compactNow } from '../../erasure/compaction.ts';
import { type ErasedCustomer, eraseCustomer } from '../../erasure/erase-customer.ts';
import { wordsOfError } from '../command-line/error-words.ts';

interface Erasing extends Pick<Context, 'db' | 'now' | 'newId' | 'snapshots' | 'files'> {
  readonly loadReactors: (pushes: 'sent') => Promise<Context['reactors']>;
}

export interface Erased extends ErasedCustomer {
  /** Why the store's file may still hold copies of erased contents; absent when it holds none. */
  readonly left?: Words;
}

/** Erases a customer, then compacts the store, so that no copy of the customer's data is left on the disk. */
export async function eraseThoroughly(installation: Erasing, company: Company, customerId: string): Promise<Erased> {
  const { db, files } = installation;
  const erased = await eraseCustomer(
    { ...installation, reactors: await installation.loadReactors('sent'), company },
    customerId,
  );
  await makeCleaning(db, files, () => {}).run();
  try {
    await compactNow(db);
    return erased;
  } catch (error) {
    // The error is returned, not thrown: the person is erased, and only the compaction has to be repeated.
    return { ...erased, left: wordsOfError(error) };
  }
}
