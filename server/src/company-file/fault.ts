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
