import type { Declaration } from './declaration.ts';

export const checking: readonly Declaration[] = [
  {
    usage: 'config',
    words: {
      zh: '打印生效的配置及每个值的来源，不显示密钥',
      en: 'print the settings in force and where each was given, secrets masked',
    },
    run: async (started) => (await import('../commands/config.ts')).printConfig(started),
  },
  {
    usage: 'doctor',
    words: { zh: '检查安装是否可以提供服务', en: 'check that the installation is ready to serve' },
    run: async (invocation) => (await import('../commands/doctor.ts')).doctor(invocation),
  },
];
