/** A place in a company file: `['agents', 3, 'groups', 0]`. */
export type KeyPath = readonly (string | number)[];

/** An error in the file: a sentence, and the place it is about. */
export interface Fault {
  readonly path: KeyPath;
  readonly text: string;
}

/** Writes the place for people: `agents[3].groups[0]`. */
export function writePath(path: KeyPath): string {
  return path.reduce<string>((written, step) => {
    if (typeof step === 'number') return `${written}[${step}]`;
    return written === '' ? step : `${written}.${step}`;
  }, '');
}

/** Returns a fault when the list under the key names something twice. */
export function namedTwice(key: string, names: readonly string[]): Fault[] {
  const again = names.findIndex((name, index) => names.indexOf(name) !== index);
  return again === -1 ? [] : [{ path: [key, again], text: `${names[again]} is named twice` }];
}
