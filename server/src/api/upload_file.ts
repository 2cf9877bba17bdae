import type { endpoints } from '@gongdan/contract';
import { noteUpload } from '../files/upload.ts';
import { addressOf } from '../wire/file.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const upload_file: Handler<typeof endpoints.upload_file> = async (context, { file }) => {
  const { id, sha256 } = await context.files.keep(file.path);
  let noted = false;
  const answer = await change(context, async (tx) => {
    await noteUpload(tx, { ...file, id, sha256 });
    noted = true;
    return { item: { file_url: addressOf(context.publicUrl, { id, name: file.name }) } };
  });
  // When the command did not run, the answer is that of an earlier call with the same Idempotency-Key, which stored its file.
  if (!noted) await context.files.remove(id);
  return answer;
};
