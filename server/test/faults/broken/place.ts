import { fileURLToPath } from 'node:url';

/** The module that makes a server break one of its promises. */
export function broken(
  name: 'answers-before-commit' | 'commits-halves' | 'takes-no-lock' | 'never-syncs' | 'syncs-seldom',
): string {
  return fileURLToPath(new URL(`${name}.ts`, import.meta.url));
}
