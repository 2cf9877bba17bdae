import type { Reason } from '@gongdan/contract';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../errors.ts';

/** The methods of an address that is only read. HEAD is answered like GET; Node leaves out the body. */
export const reading = ['GET', 'HEAD'];

/** The methods that a call accepts: the documented ones, and HEAD where GET is among them. */
export function methodsOf(documented: readonly string[]): string[] {
  return documented.flatMap((method) => (method === 'GET' ? reading : [method]));
}

/** The methods for which the framework has a route at the path of the address. */
export function methodsAt(app: FastifyInstance, url: string): string[] {
  return [...reading, 'POST'].filter((method) => app.findRoute({ method, url }) !== null);
}

/** The Problem of a request without a route: its method is wrong when `allowed` names others, else its path. */
export function strayProblem(method: string, allowed: readonly string[]): Problem<Reason> {
  // If `allowed` has the method, there is a route, and its handler has called `callNotFound`.
  if (allowed.length === 0 || allowed.includes(method)) return new Problem('path_unknown', 'no such path');
  return new Problem('method_wrong', 'not by this method');
}
