import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { fieldDefinition } from '../shapes/field_definition.ts';
import { id, words } from '../values.ts';

export const query_fileds_by_typeid = endpoint({
  name: 'query_fileds_by_typeid',
  method: 'GET',
  path: '/api/ws/5/ticket/query_fileds_by_typeid',
  access: 'token',
  reads: true,
  parameters: Type.Object({
    ticket_typeid: id({ missing: 'category_missing', ...words('分类的编号', 'id of the category') }),
  }),
  answer: list(fieldDefinition),
  title: { zh: '查询分类的字段', en: 'List the fields of a category' },
  description: {
    zh: '返回分类所用模板中的自定义字段（对接字段除外）；没有模板的分类沿用上级的模板。',
    en: 'Returns the custom fields of the template that a category uses, without partner fields. A category without a template uses the template of its parent.',
  },
  problems: ['request_refused'],
});
