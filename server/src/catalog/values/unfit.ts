import type { Words } from '@gongdan/contract';
import { type Problem, refused } from '../../errors.ts';
import type { Field } from '../catalog.ts';

/** The Problem for a value that does not fit its field, or for a required value that is missing. */
export function unfit(field: Field, words: Words): Problem {
  return refused('fields', ofField(field, words));
}

/** The Problem for a field that the category's template does not have. */
export function unasked(fieldId: string): Problem {
  return refused('fields', {
    zh: `${fieldId} 不是该分类的模板中的字段`,
    en: `${fieldId} is no field of this category's template`,
  });
}

/** The Problem for codes that do not name a path in the tree of regions. */
export function noPath(field: Field): Problem {
  return refused('fields', ofField(field, { zh: '没有这样的地区', en: 'no such path of regions' }), 'region_unknown');
}

/** The Problem for a required field without a value. */
export function unfilled(field: Field): Problem {
  return unfit(field, { zh: '必填，没有值', en: 'required' });
}

function ofField({ id, name }: Field, { zh, en }: Words): Words {
  return { zh: `${id} ${name}：${zh}`, en: `${id} ${name}: ${en}` };
}
