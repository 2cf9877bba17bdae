import type { Queries } from '../db/database.ts';

const step = 'first admin';

/**
 * Whether the first admin may be made with the setup code. Never again once anybody got a password, although nobody can
 * sign in any more: whoever kept the code of the first day would become an admin then.
 */
export async function isSetupOpen(query: Queries): Promise<boolean> {
  const [done, agent] = await Promise.all([
    query.selectFrom('setup').select('step').where('step', '=', step).executeTakeFirst(),
    // A node of the former release gives passwords without ending the setup.
    query.selectFrom('agent').select('id').where('password_hash', 'is not', null).limit(1).executeTakeFirst(),
  ]);
  return done === undefined && agent === undefined;
}

/** To be called in every transaction that gives somebody a password. */
export async function endSetup(query: Queries, at: number): Promise<void> {
  await query
    .insertInto('setup')
    .values({ step, done_at: at })
    .onConflict((conflict) => conflict.column('step').doNothing())
    .execute();
}
