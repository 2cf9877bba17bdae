import { sql } from 'kysely';
import type { Queries } from '../db/database.ts';
import { Problem } from '../errors.ts';
import type { Guess, Guesses } from './guesses.ts';
import type { Passwords } from './passwords.ts';
import type { SigningIn } from './sessions.ts';
import { spelled } from './spelled.ts';

export interface GivenPassword {
  readonly email: string;
  readonly password: string;
  /** Searches only this company when it is given. */
  readonly companyId?: string | undefined;
  /** The caller's network address. */
  readonly address: string;
}

/** The most companies in which a password is checked for one e-mail, because each check costs a hash. */
const mostCompanies = 5;

/**
 * Returns the agents, one for each company, whose e-mail and password these are. Throws Problem when there is none: the
 * same Problem, after the same time, whether the e-mail or the password is wrong. Throws `rate_limited` after too many wrong
 * guesses.
 */
export async function agentsOfPassword(
  { guesses, ...parts }: Parts & { readonly guesses: Guesses },
  given: GivenPassword,
): Promise<Candidate[]> {
  const guess: Guess[] = [
    { about: 'email', name: given.email.trim() },
    { about: 'address', name: given.address },
  ];
  guesses.take(guess);
  const right = await fittingOf(parts, given).catch((error: unknown) => {
    // The password was not checked, so the guess is not counted.
    guesses.giveBack(guess);
    throw error;
  });
  if (right.length === 0) {
    guesses.confirm(guess);
    throw new Problem('sign_in_refused', 'the e-mail or the password is not right');
  }
  guesses.giveBack(guess);
  return right;
}

interface Parts {
  readonly query: Queries;
  readonly passwords: Passwords;
}

type Candidate = SigningIn & { readonly companyName: string };

async function fittingOf({ query, passwords }: Parts, { email, password, companyId }: GivenPassword) {
  const candidates = await findByEmail(query, email.trim(), companyId);
  if (candidates.length === 0) await passwords.fits(null, password);
  const fits = await Promise.all(candidates.map((one) => passwords.fits(one.passwordHash, password)));
  return candidates.filter((_, place) => fits[place]);
}

async function findByEmail(query: Queries, email: string, companyId: string | undefined): Promise<Candidate[]> {
  if (email === '') return [];
  const agents = query
    .selectFrom('company')
    // SQLite keeps the order of a cross join. Otherwise it reads all agents and looks up the company of each.
    .crossJoin('agent')
    .whereRef('agent.company_id', '=', 'company.id')
    .select(['company.id', 'company.name', 'company.created_at', 'agent.id as agent_id', 'agent.password_hash'])
    .where('agent.active', '=', 1)
    .where('agent.password_hash', 'is not', null)
    .$if(companyId !== undefined, (select) => select.where('company.id', '=', companyId!));
  const column = sql.ref('agent.email');
  const found = spelled(query, agents, { column, indexed: sql`lower(agent.email)`, text: email, extent: 'whole' });
  const rows = await query
    .selectFrom(found.as('found'))
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(mostCompanies)
    .execute();
  return rows.map((row) => ({
    companyId: row.id,
    companyName: row.name,
    agentId: row.agent_id,
    passwordHash: row.password_hash!,
  }));
}
