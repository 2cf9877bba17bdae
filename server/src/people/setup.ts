import type { Queries } from '../db/database.ts';

const step = 'first admin';

/**
 * True while the setup code may create the first admin. Once anybody has had a password, the setup has ended for good.
 * Otherwise somebody who kept the setup code could become an admin when all accounts are gone.
 */
export async function isSetupOpen(query: Queries): Promise<boolean> {
  const [done, agent] = await Promise.all([
    query.selectFrom('setup').select('step').where('step', '=', step).executeTakeFirst(),
    // During an upgrade, a node of a release without the table `setup` sets passwords and does not end the setup.
    query.selectFrom('agent').select('id').where('password_hash', 'is not', null).limit(1).executeTakeFirst(),
  ]);
  return done === undefined && agent === undefined;
}

/** Ends the setup. Every transaction that sets a password calls this. */
export async function endSetup(query: Queries, at: number): Promise<void> {
  await query
    .insertInto('setup')
    .values({ step, done_at: at })
    .onConflict((conflict) => conflict.column('step').doNothing())
    .execute();
}
