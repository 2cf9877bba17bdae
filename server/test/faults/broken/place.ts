import { fileURLToPath } from 'node:url';

/** Returns the path of the module with this name. Loaded into a server, it breaks one of the server's guarantees. */
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
