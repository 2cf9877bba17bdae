import type { Words } from '@gongdan/contract';
import Type, { type TProperties, type TSchema } from 'typebox';

/**
 * The parts of which the shape of a company file is made. `default` is the value that a new entry gets for a key that
 * the file leaves out. `form` is our own keyword: it puts a pattern into words.
 */

const wordsOf = (zh: string, en: string): { readonly form: Words } => ({ form: { zh, en } });

export const id = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  ...wordsOf('由 A-Z a-z 0-9 _ - 组成的 1 至 64 个字符', '1 to 64 of A-Z a-z 0-9 _ -'),
});

/** The id of another entry, or nothing. */
export const idOrNone = Type.Optional(
  Type.String({
    pattern: '^[A-Za-z0-9_-]{0,64}$',
    default: '',
    ...wordsOf('由 A-Z a-z 0-9 _ - 组成的 0 至 64 个字符', '0 to 64 of A-Z a-z 0-9 _ -'),
  }),
);

export const webAddress = Type.String({
  pattern: '^https?://',
  maxLength: 2000,
  ...wordsOf('以 http:// 或 https:// 开头的地址', 'an http:// or https:// address'),
});

export const day = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  ...wordsOf('日期，例如 2026-10-01', 'a day such as 2026-10-01'),
});

export const hours = Type.Array(
  Type.String({
    pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]$',
    ...wordsOf('时段，例如 09:00-18:00', 'hours such as 09:00-18:00'),
  }),
);

export const span = Type.String({
  pattern: '^([0-9]+[smhd])+$',
  ...wordsOf('时长，例如 15m、4h 或 3d', 'a duration such as 15m, 4h or 3d'),
});

export const flag = (fallback: boolean) => Type.Optional(Type.Boolean({ default: fallback }));
export const oneOf = <const Choice extends string>(choices: readonly Choice[], fallback: Choice) =>
  Type.Optional(Type.Enum([...choices], { default: fallback }));
export const name = (max: number) => Type.String({ minLength: 1, maxLength: max });
export const text = (max: number) => Type.Optional(Type.String({ maxLength: max, default: '' }));
export const list = <Item extends TSchema>(item: Item) => Type.Optional(Type.Array(item, { default: [] }));
export const bound = Type.Optional(Type.Union([Type.Integer(), Type.Null()], { default: null }));

export function entry<Keys extends TProperties>(keys: Keys) {
  return Type.Object(keys, { additionalProperties: false });
}
