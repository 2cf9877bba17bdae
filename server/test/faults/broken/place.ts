import { fileURLToPath } from 'node:url';

/** The module that makes a server break one of its promises. */
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
