import Type, { type TObject, type TProperties, type TSchema } from 'typebox';

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
    page_no: Type.Integer(),
    page_size: Type.Integer(),
    page_count: Type.Integer(),
    total_count: Type.Integer(),
  });
}

/** Any other set of keys beside the outcome; what the few odd endpoints need. */
export function envelope<Rest extends TProperties>(rest: Rest): TObject<typeof outcome & Rest> {
  return Type.Object({ ...outcome, ...rest }, { additionalProperties: false }) as unknown as TObject<
    typeof outcome & Rest
  >;
}
