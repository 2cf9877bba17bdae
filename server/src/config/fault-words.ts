import type { Words } from '@gongdan/contract';

/**
 * Words for an error of the operating system that no other code explained, such as a file that cannot be read. `path` is
 * needed where the error lacks it, as that of reading a folder does.
 */
export function wordsOfFault(error: NodeJS.ErrnoException, path = error.path): Words {
  const { code = '', message } = error;
  const reason = reasons[code];
  if (reason === undefined || path === undefined) return { zh: message, en: message };
  return { zh: `${path}：${reason.zh}（${code}）`, en: `${path}: ${reason.en} (${code})` };
}

const reasons: Readonly<Record<string, Words>> = {
  EACCES: {
    zh: '当前用户没有权限，请检查它与上级文件夹的属主和权限',
    en: 'this user has no right to it; check its owner and rights, and those of the folders above it',
  },
  EPERM: { zh: '当前用户不允许这样操作，请检查属主', en: 'this user may not do that; check its owner' },
  EROFS: {
    zh: '所在的文件系统是只读的，请以可写方式挂载，或换一个位置',
    en: 'the file system is mounted read-only; mount it writable, or choose another place',
  },
  ENOENT: { zh: '不存在', en: 'there is no such file or folder' },
  ENOTDIR: { zh: '路径中有一段是文件，不是文件夹', en: 'a part of the path is a file, not a folder' },
  EISDIR: { zh: '是文件夹，不是文件', en: 'it is a folder, not a file' },
  ENOSPC: { zh: '磁盘已满，请先腾出空间', en: 'the disk is full; make room first' },
  EDQUOT: { zh: '磁盘配额已用完', en: 'the disk quota is used up' },
};
