import Type from 'typebox';
import { words } from '../values.ts';

/** A role that agents can have. */
export const role = Type.Object(
  {
    dict_value: Type.String(words('角色的编码，即 agent_role_type', 'code of the role, as in agent_role_type')),
    dict_name: Type.String(words('角色名称', 'name of the role')),
    dict_remark: Type.String(words('说明', 'what the role may do')),
  },
  { additionalProperties: false },
);
