import type { TSchema } from 'typebox';
import type { Words } from '../endpoint.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Keywords of our own (values.ts) that are dropped, because they mean nothing to a reader of JSON Schema. */
const ours = new Set(['missing', 'malformed', 'unless', 'lenient']);

/** Our own formats, translated to keywords that every reader knows. */
const formats: Readonly<Record<string, JsonObject>> = {
  'wire-date-time': { pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$' },
  binary: { contentMediaType: 'application/octet-stream' },
};

/**
 * Translates a schema of the contract to plain JSON Schema 2020-12. `words` become the description and our other
 * keywords are dropped. Schemas that refer to themselves are added to `components` and referenced there.
 */
export function plainSchema(schema: TSchema, components: JsonObject): JsonObject {
  return translate(schema as unknown as JsonObject, components);
}

/** Joins both languages in one line. */
export function bilingual({ zh, en }: Words): string {
  return `${zh} / ${en}`;
}

function translate(schema: JsonObject, components: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (ours.has(keyword) || keyword === '$id') continue;
    if (keyword === 'words') result.description = bilingual(value as unknown as Words);
    else if (keyword === '$defs') addComponents(value as JsonObject, components);
    else if (keyword === '$ref') result.$ref = `#/components/schemas/${value}`;
    else if (keyword === 'format') Object.assign(result, formats[String(value)] ?? { format: value });
    else if (keyword === 'properties') result.properties = translateEach(value as JsonObject, components);
    else result[keyword] = translateValue(value, components);
  }
  return result;
}

function translateEach(schemas: JsonObject, components: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, translate(schema as JsonObject, components)]),
  );
}

function translateValue(value: Json, components: JsonObject): Json {
  if (Array.isArray(value)) return value.map((entry) => translateValue(entry, components));
  if (typeof value === 'object' && value !== null) return translate(value, components);
  return value;
}

function addComponents(definitions: JsonObject, components: JsonObject): void {
  for (const [name, schema] of Object.entries(definitions)) {
    if (!(name in components)) components[name] = translate(schema as JsonObject, components);
  }
}
