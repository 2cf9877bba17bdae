import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';
import type { Config } from '../../config/config.ts';

/** Returns the client's address of a request; undefined when its connection was lost already. */
export type AddressOf = (request: IncomingMessage) => string | undefined;

/** Takes the client's address from the headers of trusted proxies, as the framework does for its own routes. */
export function readAddresses({ trustProxy }: Pick<Config, 'trustProxy'>): AddressOf {
  if (trustProxy === null) return ({ socket }) => socket.remoteAddress;
  const isTrusted = proxyAddress.compile([...trustProxy]);
  return (request) => (request.socket.remoteAddress === undefined ? undefined : proxyAddress(request, isTrusted));
}
