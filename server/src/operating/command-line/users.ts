import type { UserOptions } from '../commands/user.ts';
import type { DeclaredGroup } from './declaration.ts';

export const users: DeclaredGroup = {
  name: 'user',
  words: { zh: '管理可登录的客服，以邮箱识别', en: 'agents who sign in, known by their e-mail' },
  commands: [
    {
      usage: 'add <companyid> <email>',
      words: { zh: '添加客服并打印编号', en: 'add an agent, and print its id' },
      options: [
        {
          flags: '--name <name>',
          words: { zh: '客户与同事看到的名称', en: 'the name that customers and colleagues see' },
          required: true,
        },
        { flags: '--id <agentid>', words: { zh: '客服编号；不填则自动生成', en: 'its id, generated when left out' } },
        {
          flags: '--role <role>',
          words: { zh: '权限', en: 'its rights' },
          choices: ['agent', 'supervisor', 'admin'],
          fallback: 'agent',
        },
        { flags: '--groups <groupids>', words: { zh: '所属客服组，用逗号连接', en: 'its groups, joined by commas' } },
      ],
      examples: [
        {
          line: 'user add acme li@example.com --name 李明 --role admin',
          words: { zh: '添加管理员，并询问密码。', en: 'Adds an administrator, and asks for the password.' },
        },
        {
          line: 'user add acme wang@example.com --name 王芳 --groups g1,g2 < password.txt',
          words: { zh: '从标准输入读取密码。', en: 'Reads the password from standard input.' },
        },
      ],
      run: async (invocation, id: string, email: string, options: UserOptions) =>
        (await import('../commands/user.ts')).add(invocation, id, email, options),
    },
    {
      usage: 'password <companyid> <email>',
      words: { zh: '为客服设置新密码', en: 'give an agent a new password' },
      run: async (invocation, id: string, email: string) =>
        (await import('../commands/user.ts')).password(invocation, id, email),
    },
    {
      usage: 'list <companyid>',
      words: { zh: '列出客服', en: 'list the agents' },
      run: async (invocation, id: string) => (await import('../commands/user.ts')).list(invocation, id),
    },
    {
      usage: 'disable <companyid> <email>',
      words: {
        zh: '停用客服：不能再登录与操作，以往的工作保留',
        en: 'bar an agent from signing in and acting; its work stays',
      },
      run: async (invocation, id: string, email: string) =>
        (await import('../commands/user.ts')).setActive(invocation, id, email, false),
    },
    {
      usage: 'enable <companyid> <email>',
      words: { zh: '重新启用客服', en: 'let an agent sign in and act again' },
      run: async (invocation, id: string, email: string) =>
        (await import('../commands/user.ts')).setActive(invocation, id, email, true),
    },
  ],
};
