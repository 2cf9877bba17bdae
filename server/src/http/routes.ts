import { type Endpoint, type EndpointName, endpoints, pathsOf } from '@gongdan/contract';
import { handlers } from '../api/all.ts';
import { type AnyHandler, type Call, callOf, type SharedByCalls } from './call.ts';
import type { Gates } from './load/gates.ts';
import { type Kind, kindOf } from './load/limits.ts';
import type { Meter, Tally } from './meter.ts';
import { methodsOf } from './methods.ts';

/** How requests for an endpoint are served. */
export interface Route {
  readonly name: string;
  readonly kind: Kind;
  readonly methods: ReadonlySet<string>;
  /**
   * How many bytes of an unwanted body are read and dropped: twice the limit, so that a client whose body is a little
   * too large gets its answer.
   */
  readonly dropped: number;
  readonly call: Call;
  readonly count: Tally;
}

/**
 * Path → route of every endpoint of the contract. No path has a parameter in it, so that a route is found by a look-up.
 */
export type Routes = ReadonlyMap<string, Route>;

export function routesOf(gates: Gates, shared: SharedByCalls, meter: Meter): Routes {
  const routes = new Map<string, Route>();
  for (const [name, endpoint] of Object.entries(endpoints) as [EndpointName, Endpoint][]) {
    const kind = kindOf(name, endpoint);
    const route = {
      name,
      kind,
      // Calls that only read also accept POST: see docs/api.md.
      methods: new Set(methodsOf(endpoint.reads ? [endpoint.method, 'POST'] : [endpoint.method])),
      dropped: 2 * (endpoint.upload ? shared.bodyLimit + shared.uploadLimit : shared.bodyLimit),
      call: callOf(shared, gates.of(kind), endpoint, handlers[name] as AnyHandler),
      count: meter.tallyOf(name),
    };
    for (const path of pathsOf(endpoint)) routes.set(path, route);
  }
  return routes;
}

/** Finds the route of a path as the client wrote it, also when it escaped characters that need no escape. */
export function findRoute(routes: Routes, path: string): Route | undefined {
  const route = routes.get(path);
  return route === undefined && path.includes('%') ? routes.get(unescaped(path)) : route;
}

function unescaped(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
