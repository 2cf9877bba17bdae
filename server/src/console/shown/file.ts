import { extname } from 'node:path';
import type { AttachedFile } from '../../files/attachment.ts';
import { addressOf } from '../../wire/file.ts';

const images = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.bmp']);

/**
 * A file with its address: for a file of this server a path without a host, because the server may have several names.
 */
export function shownFile(file: AttachedFile) {
  const external = !('id' in file);
  return { address: addressOf('', file), name: file.name, external, image: !external && isImage(file.name) };
}

/** True when http/files.ts serves the file for browsers to show, and not as a download. */
export function isImage(name: string): boolean {
  return images.has(extname(name).toLowerCase());
}
