import type { consoleEndpoints } from '@gongdan/contract/console';
import { run } from '../../context.ts';
import { noteUpload } from '../../files/upload.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownFile } from '../shown/file.ts';

export const uploadFile: ConsoleHandler<typeof consoleEndpoints.uploadFile> = async (context, { file }) => {
  const { id, sha256 } = await context.files.keep(file.path);
  await run(context, (tx) => noteUpload(tx, { ...file, id, sha256 }));
  const { address, name, image } = shownFile({ id, name: file.name });
  return { address, name, size: file.size, image };
};
