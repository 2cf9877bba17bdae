import type { Catalog, Field, Option } from '../../src/catalog/catalog.ts';
import { fieldType } from '../../src/catalog/catalog.ts';
import { regionsOf } from '../../src/catalog/regions.ts';

/** Makes a field with defaults for everything that is not given. */
export function field(given: Partial<Field> & Pick<Field, 'id' | 'type'>): Field {
  const { options = [] } = given;
  return {
    name: `the ${given.id}`,
    required: false,
    partner: false,
    position: 1,
    min: null,
    max: null,
    options,
    optionByValue: new Map(options.map((option) => [option.value, option])),
    ...given,
  };
}

function option(value: string, name: string, path = name, leaf = true): Option {
  return { id: `id-${value}`, parentId: '', name, value, leaf, path };
}

const colours = [option('r', '红'), option('g', '绿'), option('b', '蓝')];
const places = [option('cn', '中国', '中国', false), option('sh', '上海', '中国/上海')];

export const fields = {
  line: field({ id: 'line', type: fieldType.line, min: 2, max: 10 }),
  text: field({ id: 'text', type: fieldType.text }),
  date: field({ id: 'date', type: fieldType.date }),
  time: field({ id: 'time', type: fieldType.time }),
  dateTime: field({ id: 'dateTime', type: fieldType.dateTime }),
  number: field({ id: 'number', type: fieldType.number, min: -5, max: 100 }),
  select: field({ id: 'select', type: fieldType.select, options: colours }),
  checkboxes: field({ id: 'checkboxes', type: fieldType.checkboxes, options: colours }),
  radio: field({ id: 'radio', type: fieldType.radio, options: colours }),
  cascade: field({ id: 'cascade', type: fieldType.cascade, options: places }),
  region: field({ id: 'region', type: fieldType.region }),
  attachment: field({ id: 'attachment', type: fieldType.attachment }),
  unheardOf: field({ id: 'unheardOf', type: 77 }),
  needed: field({ id: 'needed', type: fieldType.line, required: true }),
  partner: field({ id: 'partner', type: fieldType.line, partner: true, required: true }),
  elsewhere: field({ id: 'elsewhere', type: fieldType.line }),
} as const;

const { needed, partner: _partner, elsewhere: _elsewhere, ...easy } = fields;

/**
 * Template `easy` has no required field, `strict` requires `needed`. Neither has `elsewhere`, nor `partner`, which
 * integrations may give with any template.
 */
export const catalog: Catalog = {
  categories: new Map(),
  statuses: new Map(),
  fields: new Map(Object.values(fields).map((one) => [one.id, one])),
  templates: new Map([
    ['easy', { id: 'easy', name: 'easy', fields: Object.values(easy) }],
    ['strict', { id: 'strict', name: 'strict', fields: [needed, fields.text] }],
  ]),
};

export const regions = regionsOf(() => [
  { id: '31', name: '上海市', regions: [{ id: '3101', name: '市辖区', regions: [{ id: '310101', name: '黄浦区' }] }] },
  { id: '44', name: '广东省', regions: [{ id: '4403', name: '深圳市' }] },
]);
