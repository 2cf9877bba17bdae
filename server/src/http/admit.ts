import type { IncomingHttpHeaders } from 'node:http';
import type { Company } from '../context.ts';
import { Problem } from '../errors.ts';
import { loadCompany } from '../people/company.ts';
import type { Tokens } from '../people/token.ts';
import type { Snapshots } from '../snapshots.ts';

/** On whose behalf a call is made. */
export interface Caller {
  readonly company: Company;
  readonly appId: string;
}

/** Whose token the call carries; throws Problem when it carries none that lives. */
export async function admit(headers: IncomingHttpHeaders, tokens: Tokens, snapshots: Snapshots): Promise<Caller> {
  const given = headers.token;
  const token = typeof given === 'string' ? given.trim() : '';
  if (token === '') throw new Problem('token_missing');
  const owner = await tokens.ownerOf(token);
  if (owner === undefined) throw new Problem('token_expired');
  return { company: await snapshots.get(owner.companyId, loadCompany), appId: owner.appId };
}
