import type { endpoints } from '@gongdan/contract';
import type { Handler } from './handler.ts';
import { upload_file } from './upload_file.ts';

/** Uploads for customers work like those for agents; only the path differs. */
export const user_upload_file: Handler<typeof endpoints.user_upload_file> = upload_file;
