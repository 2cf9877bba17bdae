import { isSetupOpen } from '../people/setup.ts';
import { derivedKey } from '../vault.ts';
import type { ServerContext } from './handler.ts';

/** Makes the secret code in the address of the first setup. It is the same on every node and after every start. */
export function setupCode(key: Buffer): string {
  return derivedKey(key, 'code of the first setup').toString('hex').slice(0, 32);
}

/** Returns the address of the page that creates the first admin; undefined once there is an admin. */
export async function setupAddress(
  context: Pick<ServerContext, 'db' | 'setupCode' | 'publicUrl'>,
): Promise<string | undefined> {
  if (!(await isSetupOpen(context.db.query))) return undefined;
  return `${context.publicUrl}/console/setup?code=${context.setupCode}`;
}
