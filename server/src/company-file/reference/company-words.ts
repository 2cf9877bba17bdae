import type { AppEntry, CompanyEntry, PushEntry } from '../shape.ts';
import { type KeyWords, type SectionWords, words } from './section-words.ts';

const settings: KeyWords<NonNullable<CompanyEntry['settings']>> = {
  reopen_on_reply: words('客户的回复重新打开已关闭的工单', 'a reply of the customer reopens a closed ticket'),
  change_evaluation: words('客户可以再次评价同一工单', 'a customer may evaluate a ticket again'),
  live_tokens: words('同一应用可以同时有效的令牌数', 'how many tokens of one app may be valid at once'),
  api: words('企业可以使用接口', 'the company may use the API'),
};

const company: KeyWords<CompanyEntry> = {
  companyid: words('企业编号，创建后不能更改', 'the id of the company, which never changes'),
  name: words('企业名称；企业已存在时可以省略', 'the name; may be left out for a company that exists'),
  timezone: words('时区的名称，接口按它读写时间', 'the name of the time zone in which the API reads and writes times'),
  language: words('企业的语言', 'the language of the company'),
  settings: words('企业的开关，见后面几行', 'switches of the company, in the next rows'),
};

const apps: KeyWords<AppEntry> = {
  appid: words('应用编号，在整个安装中唯一', 'the id of the app, unique in the installation'),
  app_key: words(
    '应用签名用的密钥；新应用省略时自动生成，由 `apply` 打印',
    'the key with which the app signs; when a new app has none, one is made and `apply` prints it',
  ),
};

const pushes: KeyWords<PushEntry> = {
  pushid: words('推送端点的编号', 'the id of the endpoint'),
  url: words('接收消息的地址', 'the address that receives the messages'),
  form: words(
    '消息的格式：`envelope` 为文档规定的格式，`flat` 只有工单本身',
    'the form of a message: `envelope` is the documented one, `flat` is the ticket alone',
  ),
  events: words('推送哪些事件；默认全部', 'the events that are pushed; by default all of them'),
  secret: words(
    '签名密钥：`whsec_` 加上 24 至 64 字节的 base64；留空则不签名，`apply` 会警告',
    'signs the messages: `whsec_` and 24 to 64 bytes in base64; without one nothing is signed, and `apply` warns',
  ),
  ack: words(
    '何时算作送达：`lenient` 为任何成功的应答，`strict` 只认文档规定的应答',
    'what counts as delivered: with `lenient` any successful answer, with `strict` only the documented one',
  ),
  order: words(
    '`latest`：工单较新的消息可以越过一条失败了半小时的消息；`strict`：一直等待',
    '`latest`: newer messages of a ticket may pass one that has been failing for half an hour; `strict`: they wait',
  ),
};

export const companyWords = {
  company: {
    words: words('企业本身，每个文件都必须有这一部分。', 'The company itself. Every file must have this section.'),
    keys: company,
    inner: { settings },
    example: {
      companyid: 'acb290d666814d65834c70073aed65f2',
      name: '华星科技',
      timezone: 'Asia/Shanghai',
      language: 'zh-CN',
      settings: { reopen_on_reply: false, change_evaluation: false, live_tokens: 100, api: true },
    },
  },
  apps: {
    words: words(
      '应用，也就是对接方签名用的凭证，至少要有一个；文件没有列出且企业还没有应用时，自动生成一个。',
      'Apps: the credentials with which integrations sign. A company that has none gets one when the file lists none.',
    ),
    keys: apps,
    example: [{ appid: 'crm', app_key: 'crm-key-not-a-secret' }, { appid: 'shop' }],
  },
  pushes: {
    words: words(
      '推送端点：工单有变化时，消息发送到这些地址。一个企业最多 10 个。`show` 把地址中的参数值与密钥打印成星号；文件里的星号代表已存的值。',
      'Push endpoints: addresses that get a message when a ticket changes. A company may have 10. `show` prints the values in the query of an address, and the secret, as stars. Stars in a file stand for what is stored.',
    ),
    keys: pushes,
    example: [
      {
        pushid: 'w1',
        url: 'https://receiver.example/hook?access_token=change-me',
        form: 'envelope',
        events: ['created', 'edited', 'replied', 'accepted', 'reminded', 'deleted', 'evaluated'],
        secret: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
        ack: 'lenient',
        order: 'latest',
      },
    ],
  },
} satisfies Readonly<Record<string, SectionWords>>;
