import { checking } from './checking.ts';
import { company } from './company.ts';
import { completionOf } from './completion.ts';
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
  completionOf(() => declared),
];
