declare module 'virtual:endpoints' {
  import type { ConsoleEndpointName } from '@gongdan/contract/console';

  export const endpoints: Readonly<Record<ConsoleEndpointName, { method: 'GET' | 'POST'; path: string }>>;
  export const streamPath: string;
}
