import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { fieldDefinition } from '../shapes/field_definition.ts';

export const query_ticket_extend_fields = endpoint({
  name: 'query_ticket_extend_fields',
  method: 'GET',
  path: '/api/ws/5/ticket/query_ticket_extend_fields',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: list(fieldDefinition),
  title: { zh: '查询自定义字段', en: 'List the custom fields' },
  description: {
    zh: '返回企业的全部自定义字段（对接字段除外）及其选项；级联字段的选项以平铺列表给出。',
    en: 'Returns all custom fields of the company with their options, without partner fields. The options of a cascade are a flat list.',
  },
  problems: [],
});
