import type { Database } from '../db/database.ts';
import { rememberedMs } from './once.ts';

const rowsAtATime = 200;

/** Deletes stored answers of calls with an Idempotency-Key that are too old to be repeated. */
export async function forgetAnswers(db: Database, now: number): Promise<void> {
  const companies = await db.query.selectFrom('company').select('id').execute();
  for (const { id } of companies) {
    while (await forgetSome(db, id, now - rememberedMs));
  }
}

/** Deletes at most one batch. True when there may be more. */
async function forgetSome(db: Database, companyId: string, until: number): Promise<boolean> {
  const dead = await db.query
    .selectFrom('answered_call')
    .select('at')
    .where('company_id', '=', companyId)
    .where('at', '<=', until)
    .orderBy('at')
    .limit(rowsAtATime)
    .execute();
  const last = dead.at(-1);
  if (!last) return false;
  await db.write(companyId, ({ query }) =>
    query.deleteFrom('answered_call').where('company_id', '=', companyId).where('at', '<=', last.at).execute(),
  );
  return dead.length === rowsAtATime;
}
