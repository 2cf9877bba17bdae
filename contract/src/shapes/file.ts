import Type from 'typebox';
import { words } from '../values.ts';

/** An attachment of a ticket or a reply. */
export const file = Type.Object(
  {
    file_name: Type.String(words('附件名称', 'name of the file')),
    file_url: Type.String(words('附件地址', 'download address')),
    file_type: Type.String(words('附件类型（扩展名）', 'file type: the extension of its name')),
  },
  { additionalProperties: false },
);
