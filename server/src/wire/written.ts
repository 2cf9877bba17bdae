import { type JsonText, jsonText } from '../json/json-text.ts';

const cache = new WeakMap<object, JsonText>();

/**
 * Returns the name of an object of a snapshot, such as a group, as JSON; "" for none. The JSON is cached as long as the
 * object lives, because every ticket shows such names.
 */
export function writtenName(object: { readonly name: string } | undefined): JsonText {
  return object === undefined ? blank : (cache.get(object) ?? write(object, object.name));
}

/** Returns a category's path as JSON, cached as long as the category lives. */
export function writtenPath(category: { readonly path: string } | undefined): JsonText {
  return category === undefined ? blank : (cache.get(category) ?? write(category, category.path));
}

const blank = jsonText('');

function write(object: object, text: string): JsonText {
  const json = jsonText(text);
  cache.set(object, json);
  return json;
}
