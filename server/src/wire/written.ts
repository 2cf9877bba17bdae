import { type JsonText, jsonText } from '../json/json-text.ts';

const before = new WeakMap<object, JsonText>();

/** Returns a name of a snapshot as JSON. It is cached with the snapshot, because every ticket shows such names. */
export function writtenName(named: { readonly name: string } | undefined): JsonText {
  return named === undefined ? blank : (before.get(named) ?? write(named, named.name));
}

/** Returns a category's path as JSON, cached in the same way. */
export function writtenPath(category: { readonly path: string } | undefined): JsonText {
  return category === undefined ? blank : (before.get(category) ?? write(category, category.path));
}

const blank = jsonText('');

function write(holder: object, text: string): JsonText {
  const json = jsonText(text);
  before.set(holder, json);
  return json;
}
