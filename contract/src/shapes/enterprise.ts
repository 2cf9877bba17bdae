import Type from 'typebox';
import { words } from '../values.ts';

/** An enterprise that customers belong to. */
export const enterprise = Type.Object(
  {
    companyid: Type.String(words('企业编号', 'id of the company')),
    enterpriseid: Type.String(words('客户所属企业的编号', 'id of the enterprise')),
    enterprise_name: Type.String(words('客户所属企业的名称', 'name of the enterprise')),
    create_datetime: Type.String(words('创建时间', 'when it was created')),
  },
  { additionalProperties: false },
);
