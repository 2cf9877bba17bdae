import type { Declaration } from './declaration.ts';

export const serving: readonly Declaration[] = [
  {
    usage: 'serve',
    words: { zh: '运行服务，直到被停止', en: 'run the server until it is stopped' },
    examples: [
      {
        line: 'serve --data /var/lib/gongdan --port 8080',
        words: {
          zh: '数据放在 /var/lib/gongdan，监听 8080 端口。',
          en: 'Keeps its data in /var/lib/gongdan and listens on port 8080.',
        },
      },
    ],
    run: async (invocation) => (await import('../commands/serve.ts')).serve(invocation),
  },
  {
    usage: 'demo',
    words: {
      zh: '运行演示服务：一家虚构的企业和它九十天的工单',
      en: 'run a server with a made-up company and ninety days of its tickets',
    },
    run: async (invocation) => (await import('../commands/demo.ts')).demo(invocation),
  },
];
