import type { Company, Context } from '../context.ts';
import { cleaning } from '../erasure/cleaning.ts';
import { type ErasedCustomer, eraseCustomer } from '../erasure/erase-customer.ts';

interface Erasing extends Pick<Context, 'db' | 'now' | 'newId' | 'snapshots' | 'files'> {
  readonly loadReactors: (pushes: 'told') => Promise<Context['reactors']>;
}

/** Erases a customer and then every trace of him on the disk; the store is written anew for that. */
export async function eraseThoroughly(
  installation: Erasing,
  company: Company,
  customerId: string,
): Promise<ErasedCustomer> {
  const { db, files } = installation;
  const erased = await eraseCustomer(
    { ...installation, reactors: await installation.loadReactors('told'), company },
    customerId,
  );
  await cleaning(db, files, () => {}).run();
  await db.compact();
  return erased;
}
