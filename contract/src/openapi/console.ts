import type { TSchema } from 'typebox';
import { type Access, type ConsoleEndpoint, consoleEndpoints, fault, statusOf, streamPath } from '../console/index.ts';
import { bilingual, type Json, type JsonObject, plainSchema } from './schema.ts';

/** The console's security schemes: the session cookie, and the CSRF token that every POST sends too. */
export const consoleSecurity: JsonObject = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'gongdan',
    description: bilingual({
      zh: '登录后的会话；经 TLS 时名为 __Host-gongdan',
      en: 'The session cookie, set by signing in; its name is __Host-gongdan over TLS',
    }),
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'x-csrf-token',
    description: bilingual({
      zh: '会话的 csrfToken，每次 POST 都要带上',
      en: 'The csrfToken of the session, sent with every POST',
    }),
  },
};

const tag = 'console';

/** Returns path → operation for every call of the console and its event stream, and adds `Fault` to `schemas`. */
export function consolePaths(schemas: JsonObject): JsonObject {
  schemas.Fault = plainSchema(fault, {});
  const calls = Object.entries<ConsoleEndpoint>(consoleEndpoints).map(([name, endpoint]) => [
    endpoint.path,
    { [endpoint.method.toLowerCase()]: operation(name, endpoint, schemas) },
  ]);
  return { ...Object.fromEntries(calls), [streamPath]: { get: stream } };
}

function operation(name: string, endpoint: ConsoleEndpoint, schemas: JsonObject): JsonObject {
  const { method, access, title, problems, answer } = endpoint;
  const reasons = problems.map((reason) => `${statusOf(reason)} ${reason}`);
  return {
    operationId: name,
    tags: [tag],
    summary: bilingual(title),
    description: [roleOf(access), ...reasons].join('\n\n'),
    security: securityOf(endpoint),
    ...(method === 'GET'
      ? { parameters: queryParameters(endpoint, schemas) }
      : { requestBody: requestBody(endpoint, schemas) }),
    responses: {
      200: json(bilingual({ zh: '成功', en: 'Success' }), plainSchema(answer, schemas)),
      default: json(bilingual({ zh: '失败', en: 'Failure' }), { $ref: '#/components/schemas/Fault' }),
    },
  };
}

/** Returns who may call, in both languages. */
export function roleOf(access: Access): string {
  const roles: Record<Access, string> = {
    public: '任何人 / anyone',
    agent: '已登录的客服 / any signed-in agent',
    supervisor: '主管、管理员 / supervisors and admins',
    admin: '管理员 / admins',
  };
  return roles[access];
}

function securityOf({ access, method }: ConsoleEndpoint): Json {
  if (access === 'public') return [];
  return [method === 'GET' ? { session: [] } : { session: [], csrf: [] }];
}

/** Parameters that are not text are written as JSON in the query. */
function queryParameters({ parameters }: ConsoleEndpoint, schemas: JsonObject): JsonObject[] {
  const required: readonly string[] = parameters.required ?? [];
  return Object.entries<TSchema>(parameters.properties).map(([name, schema]) => {
    const plain = plainSchema(schema, schemas);
    const shown: JsonObject =
      plain.type === 'string' ? { schema: plain } : { content: { 'application/json': { schema: plain } } };
    return { name, in: 'query', required: required.includes(name), ...shown };
  });
}

function requestBody({ parameters, upload }: ConsoleEndpoint, schemas: JsonObject): JsonObject {
  const file = {
    type: 'object',
    required: ['file'],
    properties: { file: { contentMediaType: 'application/octet-stream' } },
  };
  return {
    required: true,
    content: upload
      ? { 'multipart/form-data': { schema: file } }
      : { 'application/json': { schema: plainSchema(parameters, schemas) } },
  };
}

function json(description: string, schema: JsonObject): JsonObject {
  return { description, content: { 'application/json': { schema } } };
}

const stream: JsonObject = {
  operationId: 'stream',
  tags: [tag],
  summary: bilingual({ zh: '实时消息（SSE）', en: 'Live notices, as server-sent events' }),
  description: roleOf('agent'),
  security: [{ session: [] }],
  parameters: [{ name: 'windowId', in: 'query', required: true, schema: { type: 'string', maxLength: 64 } }],
  responses: {
    200: {
      description: bilingual({
        zh: '事件 ticket、presence、catalog、views、missed、ended',
        en: 'The events ticket, presence, catalog, views, missed and ended',
      }),
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    default: json(bilingual({ zh: '失败', en: 'Failure' }), { $ref: '#/components/schemas/Fault' }),
  },
};
