import type { IncomingHttpHeaders } from 'node:http';
import type { Company } from '../context.ts';
import { Problem } from '../errors.ts';
import { loadCompany } from '../people/company.ts';
import type { Tokens } from '../people/token.ts';
import type { Snapshots } from '../snapshots.ts';

/** The company whose token the call carries; throws Problem when it carries none that lives. */
export async function admit(headers: IncomingHttpHeaders, tokens: Tokens, snapshots: Snapshots): Promise<Company> {
  const given = headers.token;
  const token = typeof given === 'string' ? given.trim() : '';
  if (token === '') throw new Problem('token_missing');
  const companyId = await tokens.companyOf(token);
  if (companyId === undefined) throw new Problem('token_expired');
  return snapshots.get(companyId, loadCompany);
}
