import Type from 'typebox';
import { words } from '../values.ts';

/** A code and its name. */
export const dictEntry = Type.Object(
  {
    dict_value: Type.String(words('编码', 'code')),
    dict_name: Type.String(words('名称', 'name')),
  },
  { additionalProperties: false },
);
