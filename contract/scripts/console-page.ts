import { type ConsoleEndpoint, consoleEndpoints, statusOf, streamPath } from '../src/console/index.ts';
import { roleOf } from '../src/openapi/console.ts';
import { memberRows, parameterRows } from './rows.ts';

const preface = `<!-- Made from contract/ by contract/scripts/api-docs.ts; do not edit. -->

# 工作台接口 / The calls of the console

供自带的工作台使用，可能随版本变化；集成请用 [工单 API v5](api.md)。成功为 HTTP 200；失败为 \`{"reason", "text", "field"}\` 与相应的状态码。GET 的参数在查询串中，非文本的写成 JSON；POST 为 JSON，须带 \`x-csrf-token\`。登录与首次设置不带令牌，但必须来自同源页面。

These calls serve the console that comes with the server and may change with every version. Integrations use the [工单 API v5](api.md). Success is HTTP 200; a failure is \`{"reason", "text", "field"}\` with the status of its reason. A GET takes its parameters from the query, where everything but text is written as JSON. A POST sends JSON and the header \`x-csrf-token\`. Signing in and the first setup send no token, but must come from a page of the same origin.

\`GET ${streamPath}?windowId=\` 返回服务器推送事件（SSE） / returns server-sent events: \`ticket\`, \`presence\`, \`catalog\`, \`views\`, \`missed\`, \`ended\`.
`;

/** Returns the reference of the console's calls, as Markdown. */
export function consolePage(): string {
  return [preface, ...Object.entries<ConsoleEndpoint>(consoleEndpoints).map(section)].join('\n');
}

function section([name, endpoint]: [string, ConsoleEndpoint]): string {
  const { method, path, title, access, parameters, answer, problems } = endpoint;
  return [
    `## ${name}\n`,
    `**${title.zh}** · **${title.en}** — ${method} \`${path}\` — ${roleOf(access)}\n`,
    ...table('| 参数 parameter | 类型 type | 必填 mandatory |', 3, parameterRows(parameters)),
    ...table('| 返回 answer | 类型 type |', 2, memberRows(answer)),
    ...(problems.length > 0 ? [`${problems.map((reason) => `${statusOf(reason)} \`${reason}\``).join(' · ')}\n`] : []),
  ].join('\n');
}

/** Makes a table of the first cells of each row. The console's schemas have comments instead of descriptions. */
function table(head: string, cells: number, rows: readonly string[]): string[] {
  if (rows.length === 0) return [];
  // The replace removes the old end of the row, or the blank that an empty last cell leaves.
  const shown = rows.map((row) => `${row.split(' | ').slice(0, cells).join(' | ').replace(/ \|?$/, '')} |`);
  return [[head, `|${'---|'.repeat(cells)}`, ...shown, ''].join('\n')];
}
