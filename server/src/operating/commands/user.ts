import { refusedCommand } from '../../errors.ts';
import type { Account } from '../../people/accounts.ts';
import { faultOfNewPassword } from '../../people/new-password.ts';
import { hashPassword } from '../../people/password.ts';
import type { Agent } from '../../people/staff.ts';
import type { Invocation } from '../command-line/declaration.ts';
import type { Column, Terminal } from '../terminal/terminal.ts';
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
  { terminal, config }: Invocation,
  companyId: string,
  email: string,
  options: UserOptions,
): Promise<void> {
  const { name, id, role, groups = '' } = options;
  const groupIds = groups.split(',').filter((group) => group !== '');
  if (!/^[^@\s]+@[^@\s]+$/.test(email))
    throw refusedCommand({ zh: `${email} 不是邮箱地址`, en: `${email} is no e-mail address` }, 'email');
  if (id !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(id))
    throw refusedCommand({ zh: '应为 1 到 64 个 A-Z a-z 0-9 _ -', en: '1 to 64 of A-Z a-z 0-9 _ -' }, 'id');
  const passwordHash = await newHash(terminal);
  const account = { id, name, email, role, groupIds, passwordHash };
  terminal.printResult(await perform(config, 'userAdd', { companyId, account }), ({ agentid }) => ({
    zh: `已添加客服 ${agentid}（${email}）。`,
    en: `Added the agent ${agentid} (${email}).`,
  }));
}

export async function password({ terminal, config }: Invocation, companyId: string, email: string): Promise<void> {
  await perform(config, 'userPassword', { companyId, email, passwordHash: await newHash(terminal) });
  terminal.say({ zh: `${email} 的密码已更新。`, en: `${email} has a new password.` });
}

export async function setActive(
  { terminal, config }: Invocation,
  companyId: string,
  email: string,
  active: boolean,
): Promise<void> {
  await perform(config, 'userActive', { companyId, email, active });
  terminal.say({
    zh: `${email} ${active ? '已启用' : '已停用'}。`,
    en: `${email} is ${active ? 'active' : 'no longer active'}.`,
  });
}

export async function list({ terminal, config }: Invocation, companyId: string): Promise<void> {
  terminal.printRows(accountColumns, await perform(config, 'userList', { companyId }));
}

const yesOrNo = (value: boolean) => (value ? '✓' : '–');

const accountColumns: readonly Column<Account>[] = [
  { title: { zh: '编号', en: 'id' }, cell: ({ id }) => id },
  { title: { zh: '名称', en: 'name' }, cell: ({ name }) => name },
  { title: { zh: '邮箱', en: 'e-mail' }, cell: ({ email }) => email },
  { title: { zh: '权限', en: 'role' }, cell: ({ role }) => role },
  { title: { zh: '启用', en: 'active' }, cell: ({ active }) => yesOrNo(active) },
  { title: { zh: '有密码', en: 'password' }, cell: ({ hasPassword }) => yesOrNo(hasPassword) },
];

async function newHash(terminal: Terminal): Promise<string> {
  const given = await askPassword(terminal);
  const weak = faultOfNewPassword(given);
  if (weak !== undefined) throw refusedCommand(weak, 'password');
  return hashPassword(given);
}
