import type { endpoints } from '@gongdan/contract';
import { keepUpload } from '../files/upload.ts';
import { addressOf } from '../wire/file.ts';
import type { Handler } from './handler.ts';

export const upload_file: Handler<typeof endpoints.upload_file> = async (context, { file }) => {
  const stored = await keepUpload(context, file);
  return { item: { file_url: addressOf(context.publicUrl, stored) } };
};
