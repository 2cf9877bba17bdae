import type { endpoints } from '@gongdan/contract';
import { fileAddress } from '../files/address.ts';
import { keepUpload } from '../files/upload.ts';
import type { Handler } from './handler.ts';

export const upload_file: Handler<typeof endpoints.upload_file> = async (context, { file }) => {
  const stored = await keepUpload(context, file);
  return { item: { file_url: fileAddress(context.publicUrl, stored) } };
};
