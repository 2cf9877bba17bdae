import type { TSchema } from 'typebox';
import { acknowledgement } from '../pushes/acknowledgement.ts';
import { envelopeForm } from '../pushes/forms.ts';
import { pushHeaders } from '../pushes/headers.ts';
import { reminderMessage } from '../pushes/reminder_message.ts';
import { ticketMessage } from '../pushes/ticket_message.ts';
import { headerParameters } from './headers.ts';
import { bilingual, type JsonObject, plainSchema } from './schema.ts';

/** Describes the request by which messages are pushed, and the answers that count. */
export function webhook(schemas: JsonObject): JsonObject {
  return {
    post: {
      operationId: 'push',
      summary: bilingual({ zh: '工单消息推送', en: 'A pushed message about a ticket' }),
      description: bilingual({
        zh: '每条消息一张工单，按端点设置为信封式或平铺式。端点有密钥时带签名',
        en: 'Each message is about one ticket, in the envelope or the flat form, as set for the push endpoint. Messages of an endpoint with a secret are signed',
      }),
      security: [],
      parameters: headerParameters(pushHeaders),
      requestBody: { required: true, content: { 'application/json': { schema: { anyOf: bodies(schemas) } } } },
      responses: answers(schemas),
    },
  };
}

function bodies(schemas: JsonObject): JsonObject[] {
  const forms: [string, TSchema][] = [
    ['envelope: ticket', envelopeForm(ticketMessage)],
    ['envelope: reminder', envelopeForm(reminderMessage)],
    ['flat: ticket', ticketMessage],
    ['flat: reminder', reminderMessage],
  ];
  return forms.map(([title, schema]) => ({ title, ...plainSchema(schema, schemas) }));
}

function answers(schemas: JsonObject): JsonObject {
  return {
    200: {
      description: bilingual({
        zh: '确认：retCode 为 000000 即送达，为其他值则失败并重试',
        en: 'An acknowledgement. With retCode 000000 the message is delivered; with another one it is sent again',
      }),
      content: { 'application/json': { schema: plainSchema(acknowledgement, schemas) } },
    },
    '2XX': {
      description: bilingual({
        zh: '没有 retCode 的 2xx：ack 为 lenient 的端点算送达，为 strict 的端点算失败并重试',
        en: 'A 2xx without retCode. At an endpoint with ack lenient the message is delivered; with ack strict it is sent again',
      }),
    },
    410: {
      description: bilingual({
        zh: '端点失效：在运维人员恢复它之前，消息等待',
        en: 'The endpoint is gone: its messages wait until an operator resumes it',
      }),
    },
    default: {
      description: bilingual({
        zh: '失败并重试，共 14 次，历时约 88 小时；不跟随重定向；遵守 Retry-After，最长 24 小时',
        en: 'The message is sent again, 14 times over about 88 hours. Redirects are not followed. Retry-After is honoured, up to 24 hours',
      }),
    },
  };
}
