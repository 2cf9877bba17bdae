import type { TObject } from 'typebox';
import { type JsonObject, plainSchema } from './schema.ts';

/** Returns the headers that an object's keys describe, as parameters of an operation. */
export function headerParameters(headers: TObject): JsonObject[] {
  const required: readonly string[] = headers.required ?? [];
  return Object.entries(headers.properties).map(([name, header]) => {
    const { description = '', ...schema } = plainSchema(header, {});
    return { name, in: 'header', required: required.includes(name), description, schema };
  });
}
