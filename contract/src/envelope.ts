import Type, { type TObject, type TProperties, type TSchema } from 'typebox';
import { words } from './values.ts';

const outcome = { ret_code: Type.String({ pattern: '^[0-9]{6}$' }), ret_msg: Type.String() };

/** What every failed call answers: the outcome and nothing beside it. */
export const failure = Type.Object(outcome, { additionalProperties: false });

/** The answer of a call that only says that it was done. */
export function nothing() {
  return envelope({});
}

/** One object under `item`. */
export function oneItem<Item extends TSchema>(item: Item) {
  return envelope({ item });
}

/** A list under `items`, present and `[]` when empty. */
export function list<Item extends TSchema>(item: Item) {
  return envelope({ items: Type.Array(item) });
}

/** A page of a longer list. */
export function page<Item extends TSchema>(item: Item) {
  return envelope({
    items: Type.Array(item),
    page_no: Type.Integer(words('页码', 'number of this page')),
    page_size: Type.Integer(words('每页条数', 'rows of a page')),
    page_count: Type.Integer(words('总页数', 'pages in all')),
    total_count: Type.Integer(words('总条数', 'rows in all')),
  });
}

/** Any other set of keys beside the outcome; what the few odd endpoints need. */
export function envelope<Rest extends TProperties>(rest: Rest): TObject<typeof outcome & Rest> {
  return Type.Object({ ...outcome, ...rest }, { additionalProperties: false }) as unknown as TObject<
    typeof outcome & Rest
  >;
}
