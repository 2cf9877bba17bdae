import { aliases, type Endpoint } from '@gongdan/contract';
import { refusedField } from '../../errors.ts';
import type { Given, Names } from './given.ts';
import { type Member, membersOf, readMembers } from './members.ts';

/** How one endpoint's parameters are read; made once, at start. */
export interface Plan {
  readonly names: Names;
  readonly members: readonly Member[];
}

export function planOf({ parameters }: Endpoint): Plan {
  const members = membersOf(parameters);
  const names = new Map<string, string>();
  for (const { name } of members) {
    for (const spelling of aliases[name] ?? []) names.set(spelling, name);
  }
  // Set after the aliases, so that no alias takes the place of a name.
  for (const { name } of members) names.set(name, name);
  // A file comes only as a part of a multipart body. A value that a caller writes under its name is ignored.
  for (const { name, isFile } of members) {
    if (isFile) names.delete(name);
  }
  return { names, members };
}

/** Reads the parameters. Throws Problem naming the first that is missing, or else the first of a wrong form. */
export function readParameters(plan: Plan, given: Given, zone: string): Record<string, unknown> {
  return readMembers(plan.members, given, '', zone);
}

/** Throws Problem when the call names a company other than the token's. */
export function checkCompany(parameters: Record<string, unknown>, companyId: string): void {
  if (parameters.companyid === undefined || parameters.companyid === companyId) return;
  throw refusedField('companyid', "not the token's company");
}
