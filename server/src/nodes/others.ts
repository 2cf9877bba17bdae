import type { NodeOptions, Nodes, PartChannel } from './nodes.ts';

/** Makes the connection to the other nodes. A message sent before `join` is lost. */
export function makeOthers() {
  let nodes: Pick<Nodes, 'tell' | 'stop'> = { tell() {}, stop: async () => {} };
  return {
    tell: (channel: PartChannel, message: string) => nodes.tell(channel, message),
    stop: () => nodes.stop(),
    /** Does nothing on SQLite, where this process is the only one and there is no address. */
    async join(url: string | null, options: Omit<NodeOptions, 'url'>): Promise<void> {
      if (url === null) return;
      const { startNodes } = await import('./nodes.ts');
      nodes = startNodes({ ...options, url });
    },
  };
}
