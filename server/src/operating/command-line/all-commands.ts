import type { Declaration, DeclaredGroup } from './declaration.ts';

/** One command with the words that are typed for it: `push list`. */
export interface NamedCommand {
  readonly path: string;
  readonly declaration: Declaration;
}

/** The commands, with those of the groups. */
export function commandsOf(declared: readonly (Declaration | DeclaredGroup)[]): NamedCommand[] {
  return declared.flatMap((one) =>
    'usage' in one
      ? [{ path: nameOf(one), declaration: one }]
      : one.commands.map((declaration) => ({ path: `${one.name} ${nameOf(declaration)}`, declaration })),
  );
}

/** The name of a command without its arguments. */
function nameOf({ usage }: Declaration): string {
  return usage.split(' ')[0]!;
}
