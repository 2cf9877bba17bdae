import { refusedCommand } from '../errors.ts';
import { type ColumnMap, unreadableFile } from './source-file.ts';

/** The name under which a column is imported; "" when it is not. */
export function ourName(map: ColumnMap, theirs: string): string {
  return map.get(theirs) ?? theirs;
}

/**
 * Checks the map against the file's columns, each with the first line that names it. Throws Problem for a mapped column that the
 * file does not have, and for two columns that would be imported as one. An empty file has no columns and passes.
 */
export function demandFittingMap(path: string, columns: ReadonlyMap<string, number>, map: ColumnMap): void {
  if (columns.size === 0) return;
  const absent = [...map.keys()].find((theirs) => !columns.has(theirs));
  if (absent !== undefined) {
    const named = { zh: `${path} 没有列 ${absent}`, en: `${path} has no column ${absent}` };
    throw refusedCommand(named, '--map');
  }
  const sources = new Map<string, string>();
  for (const [theirs, line] of columns) {
    const ours = ourName(map, theirs);
    const other = sources.get(ours);
    if (other !== undefined && ours !== '') {
      throw unreadableFile(path, line, {
        zh: `有 ${other} 与 ${theirs} 两列，都要导入为 ${ours}`,
        en: `names ${other} and ${theirs}, which are both imported as ${ours}`,
      });
    }
    sources.set(ours, theirs);
  }
}
