import type { GivenFilter } from '../commands/push-operations.ts';
import { WrongUse } from '../terminal/wrong-use.ts';
import type { DeclaredGroup, DeclaredOption } from './declaration.ts';

const filters: readonly DeclaredOption[] = [
  { flags: '--endpoint <pushid>', words: { zh: '限于这个推送端点', en: 'only those to this endpoint' } },
  {
    flags: '--ticket <ticket>',
    words: { zh: '限于这张工单（编号或工单号）', en: 'only those of this ticket, by id or number' },
  },
  {
    flags: '--state <state>',
    words: { zh: '限于这种状态', en: 'only those in this state' },
    choices: ['waiting', 'delivered', 'given_up'],
  },
  {
    flags: '--from <time>',
    words: {
      zh: '此刻及以后产生的，按企业时区，yyyy-MM-dd HH:mm:ss',
      en: "created at this time or later, in the company's zone, yyyy-MM-dd HH:mm:ss",
    },
  },
  { flags: '--to <time>', words: { zh: '此刻及以前产生的', en: 'created at this time or earlier' } },
];

function most(fallback: number): DeclaredOption {
  return { flags: '--limit <count>', words: { zh: '最多多少条', en: 'at most this many' }, fallback, parse: count };
}

export const pushes: DeclaredGroup = {
  name: 'push',
  words: {
    zh: '查看推送的消息，重新发送，管理推送端点',
    en: 'look at pushed messages, send them again, manage endpoints',
  },
  commands: [
    {
      usage: 'list <companyid>',
      words: { zh: '列出投递记录，新的在前', en: 'list deliveries, newest first' },
      options: [...filters, most(50)],
      examples: [
        {
          line: 'push list acme --state given_up',
          words: { zh: '已放弃的投递。', en: 'The deliveries that were given up.' },
        },
        {
          line: "push list acme --endpoint w1 --from '2026-03-01 00:00:00'",
          words: { zh: '三月以来发往一个端点的投递。', en: 'The deliveries to an endpoint since March.' },
        },
      ],
      run: async (invocation, id: string, { limit, ...filter }: GivenFilter & { limit: number }) =>
        (await import('../commands/push.ts')).list(invocation, id, filter, limit),
    },
    {
      usage: 'show <companyid> <messageid>',
      words: { zh: '打印一条消息与每次投递', en: 'print a message with every try to deliver it' },
      arguments: { messageid: { zh: '消息编号', en: 'id of the message' } },
      run: async (invocation, id: string, messageId: string) =>
        (await import('../commands/push-show.ts')).showMessage(invocation, id, messageId),
    },
    {
      usage: 'replay <companyid>',
      words: { zh: '重新发送消息，编号与内容不变', en: 'send messages again, with the same id and bytes' },
      options: [
        ...filters,
        { flags: '--message <messageid>', words: { zh: '只发这一条', en: 'this message' } },
        { flags: '--all', words: { zh: '全部消息', en: 'every message' } },
      ],
      examples: [
        {
          line: 'push replay acme --endpoint w1 --state given_up',
          words: {
            zh: '接收端恢复之后，重新发送已放弃的消息。',
            en: 'Sends what was given up again, once the receiver works.',
          },
        },
      ],
      run: async (invocation, id: string, { all, ...filter }: GivenFilter & { all?: boolean }) =>
        (await import('../commands/push.ts')).replay(invocation, id, filter, Boolean(all)),
    },
    {
      usage: 'since <companyid>',
      words: {
        zh: '从某个位置起，按顺序打印消息；终端上不显示内容',
        en: 'print messages in order, after a position; a terminal does not show their bodies',
      },
      options: [
        {
          flags: '--after <cursor>',
          words: { zh: '已有的最后一条消息的位置', en: 'the position of the last message you have' },
          fallback: 0,
          parse: count,
        },
        most(1000),
      ],
      examples: [
        {
          line: 'push since acme --after 1200 > messages.jsonl',
          words: {
            zh: '位置 1200 之后的消息，每行一条 JSON。',
            en: 'The messages after position 1200, one JSON object a line.',
          },
        },
      ],
      run: async (invocation, id: string, { after, limit }: { after: number; limit: number }) =>
        (await import('../commands/push.ts')).since(invocation, id, after, limit),
    },
    {
      usage: 'endpoints <companyid>',
      words: { zh: '列出企业的推送端点及其状态', en: 'list the endpoints of a company with their states' },
      run: async (invocation, id: string) => (await import('../commands/push.ts')).endpoints(invocation, id),
    },
    {
      usage: 'test <companyid> <pushid>',
      words: { zh: '发送一条测试消息并打印结果', en: 'send one made-up message and print the result' },
      run: async (invocation, id: string, endpoint: string) =>
        (await import('../commands/push.ts')).test(invocation, id, endpoint),
    },
    {
      usage: 'pause <companyid> <pushid>',
      words: { zh: '暂停推送端点，消息排队等待', en: 'stop sending to an endpoint; its messages wait' },
      run: async (invocation, id: string, endpoint: string) =>
        (await import('../commands/push.ts')).pause(invocation, id, endpoint),
    },
    {
      usage: 'resume <companyid> <pushid>',
      words: { zh: '恢复推送端点，发送等待的消息', en: 'resume an endpoint; its waiting messages are sent' },
      run: async (invocation, id: string, endpoint: string) =>
        (await import('../commands/push.ts')).resume(invocation, id, endpoint),
    },
    {
      usage: 'rotate <companyid> <pushid>',
      words: {
        zh: '为推送端点换新密钥并打印；旧密钥一天内仍一并签名',
        en: 'give an endpoint a new secret and print it; the former one also signs for a day',
      },
      run: async (invocation, id: string, endpoint: string) =>
        (await import('../commands/push.ts')).rotate(invocation, id, endpoint),
    },
  ],
};

function count(text: string): number {
  if (!/^[0-9]{1,15}$/.test(text)) throw new WrongUse({ zh: '应为数字', en: 'expected a number' });
  return Number(text);
}
