import type { endpoints } from '@gongdan/contract';
import type { Handler } from './handler.ts';
import { upload_file } from './upload_file.ts';

/** The same for customers: the wire knows no difference but the path. */
export const user_upload_file: Handler<typeof endpoints.user_upload_file> = upload_file;
