import Type from 'typebox';
import { words } from '../values.ts';

/** A group of agents. */
export const group = Type.Object(
  {
    groupid: Type.String(words('客服组的编号', 'id of the group')),
    group_name: Type.String(words('客服组名称', 'name of the group')),
    group_type: Type.String(words('类型：0 工单', 'kind: 0 tickets')),
  },
  { additionalProperties: false },
);
