import type { TObject, TSchema } from 'typebox';
import {
  acknowledgement,
  aliases,
  changeHeaders,
  codes,
  type Endpoint,
  endpoints,
  envelopeForm,
  exportRecord,
  pushHeaders,
  type Reason,
  reminderMessage,
  ticketMessage,
} from '../src/index.ts';
import { memberRows, parameterRows } from './rows.ts';

const preface = `<!-- Made from contract/ by contract/scripts/api-docs.ts; do not edit. -->

# 工单 API v5

除 \`get_token\` 外，每次调用都在请求头 \`token\` 中带上令牌。业务结果一律为 HTTP 200，是否成功看 \`ret_code\`：\`000000\` 为成功。参数可放在查询串、JSON、表单或 multipart 中，合并后以请求体为准；只读接口也接受 POST。时间为企业时区的 \`yyyy-MM-dd HH:mm:ss\`。

Every call except \`get_token\` sends its token in the header \`token\`. Every business result is HTTP 200, a refusal too: \`ret_code\` says which, and \`000000\` is success. Parameters may be sent in the query, as JSON, as a form or as multipart. The server merges them; the body overrides the query. Calls that only read also accept POST. Times are \`yyyy-MM-dd HH:mm:ss\` in the company's time zone.
`;

/** Returns the reference of the wire in Chinese and English, as Markdown. */
export function apiPage(): string {
  const all = Object.values(endpoints);
  return [
    preface,
    index(all),
    repetitionSection(all),
    ...all.map(endpointSection),
    pushSection(),
    recordSection(),
    codeSection(),
    aliasSection(),
  ].join('\n');
}

function index(all: readonly Endpoint[]): string {
  const rows = all.map(
    ({ name, title, method, path }) => `| [${name}](#${name}) | ${title.zh} | ${title.en} | ${method} | \`${path}\` |`,
  );
  return table('| | | | | |', rows);
}

/** Says which calls take an Idempotency-Key, because the tables of the calls list no headers. */
function repetitionSection(all: readonly Endpoint[]): string {
  const changing = all.filter(({ reads }) => !reads).map(({ name }) => `[${name}](#${name})`);
  return [
    '## 重复的调用 / Repeated calls\n',
    '写入类调用可以带下面的请求头，只读的调用忽略它们。答复丢失时，请用同一个 `Idempotency-Key` 重试：调用不会执行两次。两个相同的调用同时到达时，第二个等待第一个，并得到同样的答复。值超过 255 个字符时返回 400014。\n',
    'Calls that change something take these headers; calls that only read ignore them. When an answer got lost, retry with the same `Idempotency-Key`: the call is not executed twice. Of two such calls at the same moment, the second waits for the first and gets the same answer. A key of more than 255 characters is refused with 400014.\n',
    table('| 请求头 header | 类型 type | 必填 mandatory | 说明 | description |', parameterRows(changeHeaders)),
    `写入类调用 · calls that change something: ${changing.join(' · ')}\n`,
  ].join('\n');
}

function endpointSection(endpoint: Endpoint): string {
  const { name, method, path, otherPaths = [], title, description, problems, parameters, answer } = endpoint;
  return [
    `## ${name}\n`,
    `**${title.zh}** · **${title.en}** — ${method} \`${path}\`\n`,
    `${description.zh}\n`,
    `${description.en}\n`,
    ...otherPaths.map((other) => `也可用 · also at \`${other}\`\n`),
    ...tableIfAny('| 参数 parameter | 类型 type | 必填 mandatory | 说明 | description |', parameterRows(parameters)),
    ...tableIfAny('| 返回 answer | 类型 type | 说明 | description |', memberRows(withoutOutcome(answer))),
    ...(problems.length > 0 ? [`${[...new Set(problems.map(problem))].join(' · ')}\n`] : []),
  ].join('\n');
}

function problem(reason: Reason): string {
  return `\`${codes[reason].code}\` ${codes[reason].text}`;
}

/** Returns the answer's schema without `ret_code` and `ret_msg`, which every answer has. */
function withoutOutcome(answer: TObject): TObject {
  const { ret_code: _code, ret_msg: _message, ...properties } = answer.properties;
  return { ...answer, properties };
}

function pushSection(): string {
  const message = (title: string, schema: TSchema) =>
    `### ${title}\n\n${table('| 键 key | 类型 type | 说明 | description |', memberRows(schema))}`;
  return [
    '## 推送 / Pushed messages\n',
    '每条消息是一次 POST，内容为一张工单。下表为信封式；平铺式的消息体就是 `content` 中的那个对象。\n',
    'Every message is one POST about one ticket. The tables show the envelope form; the body of a push in the flat form is the object inside `content`.\n',
    '怎样校验签名、应答、去重与补取，见 [pushes.zh-CN.md](pushes.zh-CN.md)。\n',
    '[pushes.md](pushes.md) explains how to verify signatures, acknowledge, recognise duplicates and catch up.\n',
    '### 请求头 / Headers\n',
    '签名的两个请求头只在端点有密钥时出现。The two headers of the signature come only when the endpoint has a secret.\n',
    table('| 请求头 header | 类型 type | 必有 always | 说明 | description |', parameterRows(pushHeaders)),
    message('工单消息 / Ticket', envelopeForm(ticketMessage)),
    message('催单消息 / Reminder', envelopeForm(reminderMessage)),
    message('确认 / Acknowledgement', acknowledgement),
  ].join('\n');
}

function recordSection(): string {
  const rows = memberRows(exportRecord);
  return `## 导出文件的一行 / A line of an exported file\n\n${table('| 键 key | 类型 type | 说明 | description |', rows)}`;
}

function codeSection(): string {
  const rows = Object.values(codes).map(({ code, text, status }) => `| \`${code}\` | ${text} | ${status} |`);
  const unreached =
    '`400308`–`400310`、`400312` 属于状态管理，目前没有接口返回；同样的错误由 `gongdan apply` 以文字报告。' +
    ' No call returns these codes, because no call manages statuses. `gongdan apply` reports the same mistakes in words.';
  const wording =
    '部分返回码的文本沿用原文档的说法：坐席即客服，技能组即客服组。' +
    ' The texts are those of the original document: some say 坐席 for agents (客服) and 技能组 for groups (客服组).';
  const broken =
    '请求头或请求体到得太慢为 408，请求头超过 16 KB 为 431。429 与 503 带有 `Retry-After`（秒），之后可重试。' +
    ' A request whose headers or body arrive too slowly gets 408; headers of more than 16 KB get 431.' +
    ' 429 and 503 carry `Retry-After`, the number of seconds after which the call may be retried.';
  return `## 返回码 / Codes\n\n${table('| ret_code | ret_msg | HTTP |', [...new Set(rows)])}\n${wording}\n\n${unreached}\n\n${broken}\n`;
}

function aliasSection(): string {
  const rows = Object.entries(aliases).map(
    ([name, others]) => `| \`${name}\` | ${others.map((other) => `\`${other}\``).join(' ')} |`,
  );
  return `## 别名 / Aliases\n\n${table('| 参数 parameter | 同义 also |', rows)}`;
}

function tableIfAny(head: string, rows: readonly string[]): string[] {
  return rows.length > 0 ? [table(head, rows)] : [];
}

function table(head: string, rows: readonly string[]): string {
  return [head, head.replace(/[^|]+/g, '---'), ...rows, ''].join('\n');
}
