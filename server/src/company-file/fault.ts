/** Where in a company file something stands: `['agents', 3, 'groups', 0]`. */
export type KeyPath = readonly (string | number)[];

/** Something in the file that cannot be: a sentence and the place it is about. */
export interface Fault {
  readonly path: KeyPath;
  readonly text: string;
}

/** As a person writes the place: `agents[3].groups[0]`. */
export function writePath(path: KeyPath): string {
  return path.reduce<string>((written, step) => {
    if (typeof step === 'number') return `${written}[${step}]`;
    return written === '' ? step : `${written}.${step}`;
  }, '');
}

/** That a list under the key names something more than once. */
export function namedTwice(key: string, names: readonly string[]): Fault[] {
  const again = names.findIndex((name, index) => names.indexOf(name) !== index);
  return again === -1 ? [] : [{ path: [key, again], text: `${names[again]} is named twice` }];
}
