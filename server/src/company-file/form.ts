import type { Words } from '@gongdan/contract';

/** The part of JSON Schema that the shape of a company file uses. `form` is our own keyword: it puts a pattern into words. */
export interface Shape {
  readonly $defs?: Readonly<Record<string, Shape>>;
  readonly $ref?: string;
  readonly type?: string;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: Shape;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly form?: Words;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

/** Says in words what a value of the shape is: `an integer from 1 to 6`. */
export function formOf(shape: Shape): Words {
  const { form, type, minimum, maximum, minLength = 0, maxLength } = shape;
  if (form) return form;
  const choices = choicesOf(shape);
  if (choices) return { zh: `以下之一：${choices.join('、')}`, en: `one of ${choices.join(', ')}` };
  if (type === 'boolean') return { zh: 'true 或 false', en: 'true or false' };
  if (type === 'array') return { zh: '列表', en: 'a list' };
  if (type === 'object') return { zh: '键与值', en: 'keys and values' };
  if (type === 'number') return { zh: '数字', en: 'a number' };
  if (type === 'integer' && minimum === undefined) return { zh: '整数', en: 'an integer' };
  if (type === 'integer') {
    return { zh: `${minimum} 至 ${maximum} 的整数`, en: `an integer from ${minimum} to ${maximum}` };
  }
  if (maxLength === undefined) return { zh: '文本', en: 'text' };
  if (minLength === 0) return { zh: `最多 ${maxLength} 个字符的文本`, en: `text of at most ${maxLength} characters` };
  return { zh: `${minLength} 至 ${maxLength} 个字符的文本`, en: `text of ${minLength} to ${maxLength} characters` };
}

/** Returns the words of which a value must be one; undefined when the shape gives no such list. */
export function choicesOf(shape: Shape): readonly string[] | undefined {
  if (shape.enum) return shape.enum;
  const constants = shape.anyOf?.map((one) => one.const);
  return constants?.every((one) => one !== undefined) ? constants : undefined;
}
