import type { Words } from '@gongdan/contract';
import { choicesOf, type Shape } from '../form.ts';
import { companyFile, laterChecked } from '../shape.ts';
import { sectionWords } from './all-words.ts';
import { replyWords, ruleAction, ruleCondition, watcherWords } from './condition-words.ts';
import type { SectionWords } from './section-words.ts';

/**
 * JSON Schema (draft 2020-12) of the company file, for editors. It accepts every file whose form `apply` accepts: a
 * number where text is expected, `"3"` where a number is. `apply` checks more, such as references between entries.
 */
export function companySchema(): object {
  const definitions: Record<string, object> = {};
  const shapes: Readonly<Record<string, Shape>> = { ...companyFile.properties, ...laterSections() } as never;
  const properties = Object.entries(shapes).map(([section, shape]) => {
    const words = sectionWords[section as keyof typeof sectionWords];
    return [section, { ...convert(shape, { words, place: '', definitions }), ...described(words.words) }];
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaId,
    title: 'Company file of Gongdan',
    type: 'object',
    properties: Object.fromEntries(properties),
    required: companyFile.required,
    additionalProperties: false,
    $defs: definitions,
  };
}

/** Names the schema. Nothing is to be found there. */
export const schemaId = 'urn:gongdan:company-file';

function laterSections(): Record<string, object> {
  return Object.fromEntries(Object.entries(laterChecked).map(([name, items]) => [name, { type: 'array', items }]));
}

interface Conversion {
  readonly words: SectionWords;
  readonly place: string;
  /** The schemas of trees, which refer to themselves, by their names. */
  readonly definitions: Record<string, object>;
}

type Schema = Readonly<Record<string, unknown>>;

/** The objects that occur in several sections, by the table of their words. Each is defined once. */
const shared: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [ruleCondition, 'condition'],
  [ruleAction, 'action'],
  [replyWords, 'reply'],
  [watcherWords, 'watchers'],
]);

function convert(shape: Shape, at: Conversion): Schema {
  const choices = choicesOf(shape);
  if (choices) return { enum: [...choices, ...choices.filter(isNumber).map(Number)] };
  if (shape.$ref !== undefined) return define(shape.$ref, shape.$defs?.[shape.$ref], at);
  if (shape.anyOf) return { anyOf: shape.anyOf.map((one) => convert(one, at)) };
  if (shape.type === 'object') {
    const name = shared.get(at.words.inner?.[at.place]);
    return name === undefined ? convertObject(shape, at) : define(name, shape, at, convertObject);
  }
  if (shape.type === 'array') return orNothing(shape, convertList(shape, at));
  if (shape.type === 'string') return orNothing(shape, textSchema(shape));
  if (shape.type === 'boolean') return { enum: [true, false, 1, 0, '1', '0', 'true', 'false'] };
  if (shape.type === 'integer' || shape.type === 'number') return numberSchema(shape);
  return shape.type === 'null' ? { type: 'null' } : {};
}

/** Adds the definition at its first use. Within a tree the shape is absent: it is being defined. */
function define(name: string, shape: Shape | undefined, at: Conversion, to = convert): Schema {
  if (shape && !Object.hasOwn(at.definitions, name)) {
    // Reserved first, because the shape may refer to itself.
    at.definitions[name] = {};
    at.definitions[name] = to(shape, at);
  }
  return { $ref: `#/$defs/${name}` };
}

function convertObject(
  { properties, patternProperties, required, additionalProperties }: Shape,
  at: Conversion,
): Schema {
  if (patternProperties) {
    const [inner] = Object.values(patternProperties);
    return { type: 'object', additionalProperties: convert(inner!, below(at, '.*')) };
  }
  const keys = Object.entries(properties ?? {}).map(([key, inner]) => {
    const table = at.place === '' ? at.words.keys : at.words.inner?.[at.place];
    const converted = convert(inner, below(at, at.place === '' ? key : `.${key}`));
    return [key, { ...converted, ...defaultOf(inner), ...described(table?.[key]) }];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(keys),
    ...(required?.length && { required }),
    ...(additionalProperties === false && { additionalProperties }),
  };
}

function convertList(shape: Shape, at: Conversion): Schema {
  const items = convert(shape.items!, at.place === '' ? at : below(at, '[]'));
  return { type: 'array', items, ...(shape.maxItems !== undefined && { maxItems: shape.maxItems }) };
}

/** A text may be written as a number or as true or false. Blanks at its ends do not count. */
function textSchema({ minLength, maxLength, pattern = minLength ? '\\S' : undefined }: Shape): Schema {
  const text = {
    type: 'string',
    ...(minLength && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { pattern }),
  };
  const fits = (written: string) => pattern === undefined || new RegExp(pattern).test(written);
  // A pattern that takes any text takes 1.5, too; that of an id takes whole numbers only.
  const numbers = fits('1.5') ? ['number'] : fits('1') ? ['integer'] : [];
  const others = [...numbers, ...(fits('true') ? ['boolean'] : [])].map((type) => ({ type }));
  return others.length === 0 ? text : { anyOf: [text, ...others] };
}

function numberSchema({ type, minimum, maximum }: Shape): Schema {
  const number = { type, ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
  return { anyOf: [number, { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]+)?$' }] };
}

/** A key without a value stands for the empty text or list, when that is the default. */
function orNothing(shape: Shape, schema: Schema): Schema {
  const isEmpty = shape.default === '' || (shape.type === 'array' && shape.default !== undefined);
  return isEmpty
    ? { anyOf: [...('anyOf' in schema ? (schema.anyOf as Schema[]) : [schema]), { type: 'null' }] }
    : schema;
}

function defaultOf({ default: fallback }: Shape): Schema {
  return fallback === undefined ? {} : { default: fallback };
}

function described(words: Words | undefined): Schema {
  return words ? { description: `${words.en}\n\n${words.zh}` } : {};
}

function below(at: Conversion, step: string): Conversion {
  return { ...at, place: `${at.place}${step}` };
}

function isNumber(choice: string): boolean {
  return /^[0-9]+$/.test(choice);
}

/** The schema as the text of a file. */
export function writtenSchema(): string {
  return `${JSON.stringify(companySchema(), null, 2)}\n`;
}
