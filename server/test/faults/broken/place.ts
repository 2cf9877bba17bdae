import { fileURLToPath } from 'node:url';

/** Returns the path of the module that breaks a guarantee of the server. */
export function broken(
  name:
    | 'answers-before-commit'
    | 'commits-halves'
    | 'takes-no-lock'
    | 'never-syncs'
    | 'syncs-seldom'
    | 'stands-still'
    | 'keeps-descriptors'
    | 'ends-at-a-reset',
): string {
  return fileURLToPath(new URL(`${name}.ts`, import.meta.url));
}
