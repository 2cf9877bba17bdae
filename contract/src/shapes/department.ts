import Type from 'typebox';
import { words } from '../values.ts';

/** A department of agents. There are none, because agents belong to groups. */
export const department = Type.Object(
  {
    departid: Type.String(words('部门的编号', 'id of the department')),
    depart_name: Type.String(words('部门名称', 'name of the department')),
  },
  { additionalProperties: false },
);
