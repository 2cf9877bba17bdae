import type { FastifyInstance } from 'fastify';
import { Problem } from '../errors.ts';

/** The methods of an address that is only read. HEAD is answered as GET, and Node leaves out the body. */
export const reading = ['GET', 'HEAD'];

/** The methods that a call is made by, when `documented` are those of the contract. */
export function methodsOf(documented: readonly string[]): string[] {
  return documented.flatMap((method) => (method === 'GET' ? reading : [method]));
}

/** The methods that a route of the framework takes at the path of the address. */
export function methodsAt(app: FastifyInstance, url: string): string[] {
  return [...reading, 'POST'].filter((method) => app.findRoute({ method, url }) !== null);
}

/** The Problem of a request that no route takes: its method is wrong when `allowed` names others, else its path. */
export function strayProblem(method: string, allowed: readonly string[]): Problem {
  // A route that takes the method has declined the path itself.
  if (allowed.length === 0 || allowed.includes(method)) return new Problem('path_unknown', 'no such path');
  return new Problem('method_wrong', 'not by this method');
}
