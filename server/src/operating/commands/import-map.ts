import type { ColumnMap } from '../../import/source-file.ts';
import { WrongUse } from '../terminal/wrong-use.ts';

/**
 * Reads the options `--map theirs=ours`. No name of ours holds an equals sign, so the last one separates the two names. An empty
 * second name means that the column is not imported.
 */
export function mapOf(given: readonly string[] = []): ColumnMap {
  const map = new Map<string, string>();
  for (const pair of given) {
    const mark = pair.lastIndexOf('=');
    const theirs = pair.slice(0, Math.max(mark, 0)).trim();
    if (theirs === '') {
      throw new WrongUse({
        zh: `--map：${pair} 的写法不对，应为“文件中的列名=接口的列名”`,
        en: `--map: ${pair} is not of the form theirs=ours`,
      });
    }
    if (map.has(theirs)) {
      throw new WrongUse({ zh: `--map：${theirs} 给出了两次`, en: `--map: ${theirs} is given twice` });
    }
    map.set(theirs, pair.slice(mark + 1).trim());
  }
  return map;
}
