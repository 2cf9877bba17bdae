import { type JsonText, jsonText } from '../json/json-text.ts';

const before = new WeakMap<object, JsonText>();

/** The name of something in a snapshot as JSON, written once for as long as the snapshot lives: every ticket has some. */
export function writtenName(named: { readonly name: string } | undefined): JsonText {
  return named === undefined ? blank : (before.get(named) ?? write(named, named.name));
}

/** The same of a category, which is called by its path. */
export function writtenPath(category: { readonly path: string } | undefined): JsonText {
  return category === undefined ? blank : (before.get(category) ?? write(category, category.path));
}

const blank = jsonText('');

function write(holder: object, text: string): JsonText {
  const json = jsonText(text);
  before.set(holder, json);
  return json;
}
