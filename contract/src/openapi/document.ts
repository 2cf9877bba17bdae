import { codes } from '../codes.ts';
import type { Endpoint } from '../endpoint.ts';
import { endpoints } from '../endpoints/all.ts';
import { failure } from '../envelope.ts';
import { acknowledgement } from '../pushes/acknowledgement.ts';
import { envelopeForm } from '../pushes/forms.ts';
import { reminderMessage } from '../pushes/reminder_message.ts';
import { ticketMessage } from '../pushes/ticket_message.ts';
import { consolePaths, consoleSecurity } from './console.ts';
import { bilingual, type JsonObject, plainSchema } from './schema.ts';

export interface OpenapiOptions {
  /** Where the server is reached, without a slash at the end. */
  readonly url: string;
  readonly version: string;
}

const everywhere = bilingual({
  zh: '所有结果都以 HTTP 200 返回，成败看 ret_code。参数可放在查询串、JSON、表单或 multipart 中，合并后以请求体为准；只读接口同样接受 POST；凡支持 GET 的地址都支持 HEAD。时间为企业时区的 yyyy-MM-dd HH:mm:ss。',
  en: 'Every outcome of business is HTTP 200; ret_code tells how it went. Parameters may come in the query, as JSON, as a form or as multipart; they are merged and the body wins. Calls that only read take POST too; HEAD is answered wherever GET is. Times are yyyy-MM-dd HH:mm:ss in the company’s time zone.',
});

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: bilingual({
    zh: '同一应用 24 小时内以同一值重复的调用只执行一次，并得到相同的答复；参数不同则 400014',
    en: 'A call that an app repeats with the same value within 24 hours is done once and answered the same; 400014 with other parameters',
  }),
  schema: { type: 'string', maxLength: 255 },
};

/** The whole wire, and the calls of the console, as an OpenAPI 3.1 document made from the endpoints. */
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
    info: { title: 'Gongdan 工单 API', version, description: everywhere, license: { name: 'MIT', identifier: 'MIT' } },
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
          description: bilingual({ zh: '由 get_token 取得', en: 'Given by get_token' }),
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
    ...(endpoint.reads ? {} : { parameters: [idempotencyKey] }),
    responses: {
      200: answer(bilingual({ zh: '成败看 ret_code', en: 'ret_code tells how it went' }), {
        anyOf: [plainSchema(endpoint.answer, schemas), { $ref: '#/components/schemas/Failure' }],
      }),
      default: answer(bilingual({ zh: '不属于业务的失败', en: 'A failure that is not business' }), {
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

function webhook(schemas: JsonObject): JsonObject {
  const messages = [ticketMessage, reminderMessage].flatMap((message) => [envelopeForm(message), message]);
  return {
    post: {
      operationId: 'push',
      summary: bilingual({ zh: '工单消息推送', en: 'What is pushed of a ticket' }),
      description: bilingual({
        zh: '每条消息一张工单，按端点设置为信封式或平铺式。',
        en: 'One ticket a message, in an envelope or flat as the push endpoint is set.',
      }),
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { anyOf: messages.map((message) => plainSchema(message, schemas)) } },
        },
      },
      responses: { 200: answer(bilingual({ zh: '已接收', en: 'Received' }), plainSchema(acknowledgement, schemas)) },
    },
  };
}
