import Type from 'typebox';
import { endpoint } from '../endpoint.ts';
import { oneItem } from '../envelope.ts';
import { filePart, text, words } from '../values.ts';

export const upload_file = endpoint({
  name: 'upload_file',
  method: 'POST',
  path: '/api/ws/5/ticket/upload_file',
  access: 'token',
  reads: false,
  upload: true,
  parameters: Type.Object({
    file: filePart(words('要上传的文件', 'the file')),
    file_num_key: Type.Optional(text(255, words('上传标识，任意，不使用', 'any label; not used'))),
  }),
  answer: oneItem(
    Type.Object(
      { file_url: Type.String(words('附件地址，可用于 file_str', 'address of the file, for use in file_str')) },
      { additionalProperties: false },
    ),
  ),
  title: { zh: '附件上传（客服）', en: 'Upload a file as an agent' },
  description: {
    zh: '上传一个文件，得到可填入 file_str 的地址。',
    en: 'Uploads one file and returns the address for file_str.',
  },
  problems: ['request_refused', 'body_too_large'],
});
