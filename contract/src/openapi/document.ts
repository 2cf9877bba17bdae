import { changeHeaders } from '../call-headers.ts';
import { codes } from '../codes.ts';
import type { Endpoint } from '../endpoint.ts';
import { endpoints } from '../endpoints/all.ts';
import { failure } from '../envelope.ts';
import { consolePaths, consoleSecurity } from './console.ts';
import { headerParameters } from './headers.ts';
import { bilingual, type JsonObject, plainSchema } from './schema.ts';
import { webhook } from './webhook.ts';

export interface OpenapiOptions {
  /** Address of the server, without a trailing slash. */
  readonly url: string;
  readonly version: string;
}

const generalRules = bilingual({
  zh: '业务结果一律为 HTTP 200，是否成功看 ret_code。参数可放在查询串、JSON、表单或 multipart 中，合并后以请求体为准；只读接口同样接受 POST；凡支持 GET 的地址都支持 HEAD。时间为企业时区的 yyyy-MM-dd HH:mm:ss。',
  en: 'Every business result is HTTP 200, a refusal too; ret_code says which. Parameters may be sent in the query, as JSON, as a form or as multipart. The server merges them; the body overrides the query. Calls that only read also accept POST, and every address that accepts GET accepts HEAD. Times are yyyy-MM-dd HH:mm:ss in the company’s time zone.',
});

/** Makes an OpenAPI 3.1 document of the whole wire and the console's calls. */
export function openapi({ url, version }: OpenapiOptions): JsonObject {
  const schemas: JsonObject = { Failure: plainSchema(failure, {}) };
  const paths = Object.fromEntries(
    Object.values(endpoints).map((endpoint) => [
      endpoint.path,
      { [endpoint.method.toLowerCase()]: operation(endpoint, schemas) },
    ]),
  );
  const webhooks = { ticket: webhook(schemas) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gongdan 工单 API',
      version,
      description: generalRules,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths: { ...paths, ...consolePaths(schemas) },
    webhooks,
    components: {
      schemas,
      securitySchemes: {
        token: {
          type: 'apiKey',
          in: 'header',
          name: 'token',
          description: bilingual({ zh: '由 get_token 取得', en: 'Obtained from get_token' }),
        },
        ...consoleSecurity,
      },
    },
  };
}

function operation(endpoint: Endpoint, schemas: JsonObject): JsonObject {
  return {
    operationId: endpoint.name,
    summary: bilingual(endpoint.title),
    description: [
      bilingual(endpoint.description),
      ...(endpoint.otherPaths ?? []).map(otherPathLine),
      ...endpoint.problems.map(problemLine),
    ].join('\n\n'),
    ...(endpoint.access === 'public' ? { security: [] } : {}),
    ...(endpoint.method === 'GET'
      ? { parameters: queryParameters(endpoint, schemas) }
      : { requestBody: requestBody(endpoint, schemas) }),
    ...(endpoint.reads ? {} : { parameters: headerParameters(changeHeaders) }),
    responses: {
      200: answer(bilingual({ zh: '是否成功看 ret_code', en: 'ret_code says whether the call succeeded' }), {
        anyOf: [plainSchema(endpoint.answer, schemas), { $ref: '#/components/schemas/Failure' }],
      }),
      default: answer(bilingual({ zh: '传输、过载等非业务失败', en: 'A failure of transport or of the server' }), {
        $ref: '#/components/schemas/Failure',
      }),
    },
  };
}

function otherPathLine(path: string): string {
  return bilingual({ zh: `也可用 ${path}`, en: `Also at ${path}` });
}

function problemLine(reason: Endpoint['problems'][number]): string {
  return `${codes[reason].code} ${codes[reason].text}`;
}

function queryParameters({ parameters }: Endpoint, schemas: JsonObject): JsonObject[] {
  const required: readonly string[] = parameters.required ?? [];
  return Object.entries(parameters.properties).map(([name, schema]) => {
    const { description = '', ...rest } = plainSchema(schema, schemas);
    return { name, in: 'query', required: required.includes(name), description, schema: rest };
  });
}

function requestBody({ parameters, upload }: Endpoint, schemas: JsonObject): JsonObject {
  const schema = plainSchema(parameters, schemas);
  const types = upload
    ? ['multipart/form-data']
    : ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];
  return { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

function answer(description: string, schema: JsonObject): JsonObject {
  return { description, content: { 'application/json': { schema } } };
}
