import { extname } from 'node:path';
import type { AttachedFile } from '../../files/attachment.ts';
import { addressOf } from '../../wire/file.ts';

const images = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.bmp']);

/** A file by its place on this server: the console asks nobody else, whatever name it was opened by. */
export function shownFile(file: AttachedFile) {
  const external = !('id' in file);
  return { address: addressOf('', file), name: file.name, external, image: !external && isImage(file.name) };
}

/** Whether the server gives it to browsers to be shown; see http/files.ts. */
export function isImage(name: string): boolean {
  return images.has(extname(name).toLowerCase());
}
