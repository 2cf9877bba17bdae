import type { Words } from '@gongdan/contract';

/** A place in a company file: `['agents', 3, 'groups', 0]`. */
export type KeyPath = readonly (string | number)[];

/** An error in the file: its place, and what is wrong. */
export interface Fault {
  readonly path: KeyPath;
  readonly text: Words;
}

/** Writes the place for people: `agents[3].groups[0]`. */
export function writePath(path: KeyPath): string {
  return path.reduce<string>((written, step) => {
    if (typeof step === 'number') return `${written}[${step}]`;
    return written === '' ? step : `${written}.${step}`;
  }, '');
}

/** Returns a fault when the list under the key holds an id twice. */
export function repeatedIn(key: string, ids: readonly string[]): Fault[] {
  const again = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  return again === -1
    ? []
    : [{ path: [key, again], text: { zh: `${ids[again]} 出现了两次`, en: `${ids[again]} is named twice` } }];
}
