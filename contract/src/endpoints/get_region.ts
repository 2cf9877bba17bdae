import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { list } from '../envelope.ts';
import { region } from '../shapes/region.ts';

export const get_region = endpoint({
  name: 'get_region',
  method: 'GET',
  path: '/api/ws/5/ticket/get_region',
  access: 'token',
  reads: true,
  parameters: Type.Object({}),
  answer: list(region),
  title: { zh: '查询地区', en: 'Get the regions' },
  description: {
    zh: '整棵地区树。带 ETag，可作条件请求。',
    en: 'The whole tree of regions. Carries an ETag for conditional requests.',
  },
  problems: [],
});
