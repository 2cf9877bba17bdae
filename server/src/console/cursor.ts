import { refusedField } from '../errors.ts';
import type { Cursor } from '../tickets/lists/condition.ts';

/** Writes a place in a sorted list as `key.id`: the sort key and the id of the last entry before that place. */
export function writeCursor({ key, id }: Cursor): string {
  return `${key}.${id}`;
}

/** Reads what `writeCursor` wrote. Throws Problem `request_refused` naming the parameter. */
export function readCursor(parameter: string, given: string): Cursor {
  const [, key, id] = /^([0-9]{1,15})\.([A-Za-z0-9_-]{1,64})$/.exec(given) ?? [];
  if (key === undefined || id === undefined) throw refusedField(parameter, 'is not the end of a page');
  return { key: Number(key), id };
}
