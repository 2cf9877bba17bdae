import Type, { type TObject, type TProperties, type TSchema } from 'typebox';
import { words } from './values.ts';

const outcome = { ret_code: Type.String({ pattern: '^[0-9]{6}$' }), ret_msg: Type.String() };

/** The answer of every failed call: only `ret_code` and `ret_msg`. */
export const failure = Type.Object(outcome, { additionalProperties: false });

/** Returns the answer of a call that only reports success. */
export function nothing() {
  return envelope({});
}

/** Returns an envelope with one object under `item`. */
export function oneItem<Item extends TSchema>(item: Item) {
  return envelope({ item });
}

/** Returns an envelope with a list under `items`, which is `[]` when there are no entries. */
export function list<Item extends TSchema>(item: Item) {
  return envelope({ items: Type.Array(item) });
}

/** Returns an envelope with one page of a longer list. */
export function page<Item extends TSchema>(item: Item) {
  return envelope({
    items: Type.Array(item),
    page_no: Type.Integer(words('页码', 'number of this page')),
    page_size: Type.Integer(words('每页条数', 'rows per page')),
    page_count: Type.Integer(words('总页数', 'number of all pages')),
    total_count: Type.Integer(words('总条数', 'number of all rows')),
  });
}

/** Returns an envelope with these keys after `ret_code` and `ret_msg`. Endpoints of an unusual shape call it directly. */
export function envelope<Rest extends TProperties>(rest: Rest): TObject<typeof outcome & Rest> {
  return Type.Object({ ...outcome, ...rest }, { additionalProperties: false }) as unknown as TObject<
    typeof outcome & Rest
  >;
}
