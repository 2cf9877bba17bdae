import { accessSync, constants, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { demandOwner, folderProblem } from '../../db/private-files.ts';
import { refusedCommand } from '../../errors.ts';

type Place = Pick<Config, 'data' | 'databaseUrl'>;

/** Tells whether there is a store. On PostgreSQL there always is: a command that cannot reach it fails when it connects. */
export function hasStore({ data, databaseUrl }: Place): boolean {
  if (databaseUrl !== null) return true;
  try {
    return statSync(join(data, 'gongdan.db'), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw folderProblem(data, error) ?? error;
  }
}

/** Throws Problem when there is no store: a command in a mistyped folder would make an empty one there. */
export function demandStore(place: Place): void {
  if (hasStore(place)) return;
  demandUsableFolder(place.data);
  throw refusedCommand({
    zh: `${place.data} 里没有存储。请用 GONGDAN_DATA（--data）指定正确的数据文件夹。`,
    en: `there is no store in ${place.data}: name the right data folder by GONGDAN_DATA (--data)`,
  });
}

/** Throws Problem when something is at the path that is no usable folder: that is then why no store was found. */
function demandUsableFolder(folder: string): void {
  try {
    if (!lstatSync(folder, { throwIfNoEntry: false })) return;
    readdirSync(folder);
    demandOwner(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw folderProblem(folder, error) ?? error;
  }
}
