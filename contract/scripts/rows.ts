import type { TObject, TSchema } from 'typebox';
import type { Words } from '../src/endpoint.ts';

/** The keywords of a schema that the tables show. */
interface Shown {
  readonly type?: string;
  readonly words?: Words;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly const?: string | number;
  readonly unless?: string;
  readonly items?: TSchema;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly anyOf?: readonly TSchema[];
  readonly required?: readonly string[];
}

/** Returns one row per parameter. The members of a list follow their list. */
export function parameterRows(parameters: TObject, prefix = ''): string[] {
  const { properties = {}, required = [] }: Shown = parameters;
  return Object.entries(properties).flatMap(([name, schema]) => {
    const { words, unless, items }: Shown = schema;
    const mandatory = required.includes(name) ? '是 yes' : unless ? `无 ${unless} 时 / without ${unless}` : '';
    const row = `| \`${prefix}${name}\` | ${kind(schema)} | ${mandatory} | ${words?.zh ?? ''} | ${words?.en ?? ''} |`;
    return [row, ...(isObject(items) ? parameterRows(items, `${prefix}${name}[].`) : [])];
  });
}

/** Returns one row per key of an answer or of a pushed message. Members follow the key that holds them. */
export function memberRows(schema: TSchema, prefix = ''): string[] {
  const { properties = {} }: Shown = schema;
  return Object.entries(properties).flatMap(([name, member]) => {
    const { words }: Shown = member;
    const row = `| \`${prefix}${name}\` | ${kind(member)} | ${words?.zh ?? ''} | ${words?.en ?? ''} |`;
    return [row, ...innerRows(member, `${prefix}${name}`)];
  });
}

function innerRows(schema: TSchema, path: string): string[] {
  const { items, anyOf }: Shown = schema;
  if (items) return innerRows(items, `${path}[]`);
  if (anyOf) return [...new Set(anyOf.flatMap((one) => innerRows(one, path)))];
  const whole = unfolded(schema);
  return isObject(whole) ? memberRows(whole, `${path}.`) : [];
}

/** Returns the definition behind a self-referring schema. References inside the definition are not followed. */
function unfolded(schema: TSchema): TSchema {
  const { $defs, $ref }: { $defs?: Record<string, TSchema>; $ref?: string } = schema;
  return ($ref && $defs?.[$ref]) || schema;
}

function isObject(schema: TSchema | undefined): schema is TObject {
  return schema !== undefined && (schema as Shown).type === 'object';
}

function kind(schema: TSchema): string {
  const { type, maxLength, minimum, maximum, format, anyOf, const: literal }: Shown = schema;
  if (format === 'binary') return 'file';
  if (format === 'wire-date-time') return 'time';
  if (literal !== undefined) return `\`${JSON.stringify(literal)}\``;
  if (anyOf) return anyOf.map(kind).join(' \\| ');
  if (maxLength !== undefined) return `${type} ≤ ${maxLength}`;
  if (minimum !== undefined && maximum !== undefined) return `${type} ${minimum}–${maximum}`;
  return type ?? 'any';
}
