import type { Company, Context } from '../../context.ts';
import { makeCleaning } from '../../erasure/cleaning.ts';
import { compactNow } from '../../erasure/compaction.ts';
import { type ErasedCustomer, eraseCustomer } from '../../erasure/erase-customer.ts';
import { Problem } from '../../errors.ts';

interface Erasing extends Pick<Context, 'db' | 'now' | 'newId' | 'snapshots' | 'files'> {
  readonly loadReactors: (pushes: 'told') => Promise<Context['reactors']>;
}

export interface Erased extends ErasedCustomer {
  /** Why the store's file may still hold copies of erased contents; absent when it holds none. */
  readonly left?: string;
}

/** Erases a customer, then compacts the store, so that no copy of him is left on the disk. */
export async function eraseThoroughly(installation: Erasing, company: Company, customerId: string): Promise<Erased> {
  const { db, files } = installation;
  const erased = await eraseCustomer(
    { ...installation, reactors: await installation.loadReactors('told'), company },
    customerId,
  );
  await makeCleaning(db, files, () => {}).run();
  try {
    await compactNow(db);
    return erased;
  } catch (error) {
    // Not thrown, because the person is erased and cannot be erased again.
    return { ...erased, left: error instanceof Problem ? error.text : String(error) };
  }
}
