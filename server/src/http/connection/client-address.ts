import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';
import type { Config } from '../../config/config.ts';

/** Tells from which address a request comes; undefined when its connection was lost already. */
export type AddressOf = (request: IncomingMessage) => string | undefined;

/** What trusted proxies say of their clients is believed, as the framework does for its own routes. */
export function readAddresses({ trustProxy }: Pick<Config, 'trustProxy'>): AddressOf {
  if (trustProxy === null) return ({ socket }) => socket.remoteAddress;
  const isTrusted = proxyAddress.compile([...trustProxy]);
  return (request) => (request.socket.remoteAddress === undefined ? undefined : proxyAddress(request, isTrusted));
}
