import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Words } from '@gongdan/contract';
import type { Config } from '../../config/config.ts';
import { isFault, refusedCommand } from '../../errors.ts';

type Address = Pick<Config, 'host' | 'port'>;

/** Throws Problem, with what to do, when a server could not listen at the address of the settings. */
export async function demandFreeAddress(address: Address): Promise<void> {
  const trial = createServer();
  try {
    trial.listen(address.port, address.host);
    await once(trial, 'listening');
  } catch (error) {
    const words = isFault(error) ? await wordsOf(error, address) : undefined;
    throw words ? refusedCommand(words) : error;
  } finally {
    trial.close();
  }
}

async function wordsOf({ code = '' }: NodeJS.ErrnoException, address: Address): Promise<Words | undefined> {
  const { host, port } = address;
  if (code === 'EADDRINUSE') return inUse(address, await isGongdan(address));
  if (code === 'EACCES') {
    return {
      zh: `当前用户不能监听端口 ${port}。请用 --port 选择 1024 以上的端口，并在前面放反向代理；或者给服务授予 CAP_NET_BIND_SERVICE。`,
      en: `this user may not listen on port ${port}: choose one above 1023 with --port and put a proxy in front, or give the service the capability CAP_NET_BIND_SERVICE`,
    };
  }
  if (['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA'].includes(code)) {
    return {
      zh: `主机名 ${host} 无法解析。请用 --host 指定本机的一个地址：${ownAddresses()}。`,
      en: `the host name ${host} does not resolve: give an address of this machine with --host: ${ownAddresses()}`,
    };
  }
  if (['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(code)) {
    return {
      zh: `${host} 不是本机的地址。请用 --host 指定其中之一：${ownAddresses()}；0.0.0.0 表示所有网卡。`,
      en: `${host} is no address of this machine: choose one of these with --host: ${ownAddresses()}; 0.0.0.0 stands for all`,
    };
  }
  return undefined;
}

function inUse({ host, port }: Address, byGongdan: boolean): Words {
  return {
    zh: `${host} 的端口 ${port} 已被${byGongdan ? '另一个 gongdan' : '其他程序'}占用。请用 --port 换一个端口（0 表示任意空闲端口）。`,
    en: `port ${port} of ${host} is in use by ${byGongdan ? 'another gongdan' : 'another program'}: choose another one with --port (0 for any free one)`,
  };
}

/** Asks the program at the address for /livez, as a load balancer does. */
async function isGongdan({ host, port }: Address): Promise<boolean> {
  const reachable = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  try {
    const answer = await fetch(`http://${reachable}:${port}/livez`, { signal: AbortSignal.timeout(1000) });
    return (await answer.text()) === '{"live":true}';
  } catch {
    return false;
  }
}

function ownAddresses(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  // Link-local addresses of IPv6 need the name of an interface as well.
  return addresses
    .map(({ address }) => address)
    .filter((address) => !address.startsWith('fe80:'))
    .join(', ');
}
