import { refusedField } from '../../errors.ts';
import { faultOfNewPassword } from '../../people/new-password.ts';
import { hashPassword } from '../../people/password.ts';
import type { Agent } from '../../people/staff.ts';
import type { Invocation } from '../command-line/declaration.ts';
import { perform } from './operations.ts';
import { askPassword } from './password-prompt.ts';

export interface UserOptions {
  readonly name: string;
  readonly id?: string;
  readonly role: Agent['role'];
  readonly groups?: string;
}

/** Asks for a password, adds an agent and prints its id. */
export async function add(
  { config }: Invocation,
  companyId: string,
  email: string,
  options: UserOptions,
): Promise<void> {
  const { name, id, role, groups = '' } = options;
  const groupIds = groups.split(',').filter((group) => group !== '');
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw refusedField('email', `${email} is no e-mail address`);
  if (id !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw refusedField('id', '1 to 64 of A-Z a-z 0-9 _ -');
  const passwordHash = await newHash();
  const account = { id, name, email, role, groupIds, passwordHash };
  console.log(JSON.stringify(await perform(config, 'userAdd', { companyId, account })));
}

export async function password({ config }: Invocation, companyId: string, email: string): Promise<void> {
  await perform(config, 'userPassword', { companyId, email, passwordHash: await newHash() });
  console.error(`${email} has a new password.`);
}

export async function setActive(
  { config }: Invocation,
  companyId: string,
  email: string,
  active: boolean,
): Promise<void> {
  await perform(config, 'userActive', { companyId, email, active });
  console.error(`${email} is ${active ? 'active' : 'no longer active'}.`);
}

/** Prints one line of JSON per agent. */
export async function list({ config }: Invocation, companyId: string): Promise<void> {
  for (const account of await perform(config, 'userList', { companyId })) console.log(JSON.stringify(account));
}

async function newHash(): Promise<string> {
  const given = await askPassword();
  const weak = faultOfNewPassword(given);
  if (weak !== undefined) throw refusedField('password', weak);
  return hashPassword(given);
}
