import { type ConsoleEndpoint, consoleEndpoints } from '@gongdan/contract/console';
import type { Kind } from './limits.ts';

const lists: ReadonlySet<string> = new Set(['listTickets', 'countViews', 'searchCustomers', 'getCustomer']);

/** Path → kind of work of every call of the console. The console shares lanes and bounds with the contract's calls. */
export const consoleKinds: ReadonlyMap<string, Kind> = new Map(
  Object.entries<ConsoleEndpoint>(consoleEndpoints).map(([name, endpoint]) => [endpoint.path, kindOf(name, endpoint)]),
);

function kindOf(name: string, { method, access, upload }: ConsoleEndpoint): Kind {
  if (upload) return 'uploads';
  if (method === 'GET') return lists.has(name) ? 'lists' : 'reads';
  return access === 'public' ? 'signIns' : 'writes';
}
