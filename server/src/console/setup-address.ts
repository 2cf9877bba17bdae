import { isSetupOpen } from '../people/setup.ts';
import { derivedKey } from '../vault.ts';
import type { HouseContext } from './handler.ts';

/** What the address of the first setup carries: the same on every node and after every start, known to nobody else. */
export function setupCode(key: Buffer): string {
  return derivedKey(key, 'code of the first setup').toString('hex').slice(0, 32);
}

/** Where the first admin is made; undefined when that is over. */
export async function setupAddress(
  context: Pick<HouseContext, 'db' | 'setupCode' | 'publicUrl'>,
): Promise<string | undefined> {
  if (!(await isSetupOpen(context.db.query))) return undefined;
  return `${context.publicUrl}/console/setup?code=${context.setupCode}`;
}
