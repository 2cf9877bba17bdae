/**
 * The methods and paths of the console's calls. `vite.config.ts` makes this module, so that the page does not load the
 * whole contract.
 */
declare module 'virtual:endpoints' {
  import type { ConsoleEndpointName } from '@gongdan/contract/console';

  export const endpoints: Readonly<Record<ConsoleEndpointName, { method: 'GET' | 'POST'; path: string }>>;
  export const streamPath: string;
}
