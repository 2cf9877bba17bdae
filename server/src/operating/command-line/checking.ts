import type { Declaration } from './declaration.ts';

export const checking: readonly Declaration[] = [
  {
    usage: 'config',
    words: { zh: '打印生效的配置，密钥以星号代替', en: 'print the settings in force, secrets masked' },
    run: async ({ config }) => (await import('../commands/config.ts')).printConfig(config),
  },
  {
    usage: 'doctor',
    words: { zh: '检查安装是否可以提供服务', en: 'check that the installation is ready to serve' },
    run: async (invocation) => (await import('../commands/doctor.ts')).doctor(invocation),
  },
];
