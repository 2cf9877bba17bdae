import { checking } from './checking.ts';
import { company } from './company.ts';
import type { Declaration, DeclaredGroup } from './declaration.ts';
import { importing } from './import.ts';
import { pushes } from './pushes.ts';
import { serving } from './serving.ts';
import { store } from './store.ts';
import { users } from './users.ts';

/** All commands, in the order in which help lists them. */
export const declared: readonly (Declaration | DeclaredGroup)[] = [
  ...serving,
  ...company,
  importing,
  ...store,
  ...checking,
  pushes,
  users,
];

/** One command with the words that are typed for it: `push list`. */
export interface NamedCommand {
  readonly path: string;
  readonly declaration: Declaration;
}

export function commandsOf(list: readonly (Declaration | DeclaredGroup)[]): NamedCommand[] {
  return list.flatMap((one) =>
    'usage' in one
      ? [{ path: nameOf(one), declaration: one }]
      : one.commands.map((declaration) => ({ path: `${one.name} ${nameOf(declaration)}`, declaration })),
  );
}

/** The name of a command without its arguments. */
export function nameOf({ usage }: Declaration): string {
  return usage.split(' ')[0]!;
}
