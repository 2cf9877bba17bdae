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
    zh: '返回整棵地区树，带 ETag，可用于条件请求。',
    en: 'Returns the whole tree of regions, with an ETag for conditional requests.',
  },
  problems: [],
});
