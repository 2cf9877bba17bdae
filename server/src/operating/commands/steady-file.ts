import { type Stats, statSync } from 'node:fs';
import { refusedCommand } from '../../errors.ts';

/**
 * Demands a file that can be read several times: an import reads it to find its encoding, to check it and to import it. From
 * a pipe the later reads would get nothing, and the import would end with no rows and no error. Returns a function that
 * throws Problem when the file has changed since, because its rows would no longer be those that were checked.
 */
export function demandSteadyFile(path: string): () => void {
  const begun = statSync(path, { throwIfNoEntry: false });
  if (!begun) throw refusedCommand({ zh: `没有文件 ${path}`, en: `there is no file ${path}` });
  if (begun.isDirectory()) throw refusedCommand({ zh: `${path} 是文件夹`, en: `${path} is a folder` });
  if (!begun.isFile()) {
    throw refusedCommand({
      zh: `${path} 不是普通文件：导入要多次读取它，请先把内容存成文件`,
      en: `${path} is no regular file: an import reads it several times, so write its content to a file first`,
    });
  }
  return () => {
    const now = statSync(path, { throwIfNoEntry: false });
    if (now && isUnchanged(begun, now)) return;
    throw refusedCommand({
      zh: `${path} 在读取过程中被修改；请在文件写完后重新导入，已导入的行会跳过`,
      en: `${path} was changed while it was read; import it again when it is complete: imported rows are skipped`,
    });
  };
}

function isUnchanged(one: Stats, other: Stats): boolean {
  return (['dev', 'ino', 'size', 'mtimeMs'] as const).every((part) => one[part] === other[part]);
}
