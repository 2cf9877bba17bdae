import type { Company, Context } from '../../context.ts';
import { makeCleaning } from '../../erasure/cleaning.ts';
import { compactNow } from '../../erasure/compaction.ts';
import { type ErasedCustomer, eraseCustomer } from '../../erasure/erase-customer.ts';
import { Problem } from '../../errors.ts';

interface Erasing extends Pick<Context, 'db' | 'now' | 'newId' | 'snapshots' | 'files'> {
  readonly loadReactors: (pushes: 'told') => Promise<Context['reactors']>;
}

export interface Erased extends ErasedCustomer {
  /** Why copies of what was erased may still lie in the store's file; absent when none do. */
  readonly left?: string;
}

/** Erases a customer and then every trace of him on the disk; the store is rewritten for that. */
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
    // The person is erased all the same, and cannot be erased again.
    return { ...erased, left: error instanceof Problem ? error.text : String(error) };
  }
}
