import type { Words } from '@gongdan/contract';
import { mayReach, networkAt, parseNetworks } from './address.ts';
import type { PushEndpoint } from './endpoint.ts';

/**
 * Returns sentences that warn an operator about the settings of an endpoint; none when all is well. `allowed` lists the
 * networks of GONGDAN_PUSH_ALLOW. No name is resolved, so a name gets no warning when its address is private. The attempt
 * that is refused tells the address.
 */
export function endpointWarnings(
  { url, secret }: Pick<PushEndpoint, 'url' | 'secret'>,
  allowed: readonly string[],
): Words[] {
  const { protocol, hostname } = new URL(url);
  return [
    ...(secret === '' ? [unsigned] : []),
    ...(protocol === 'http:' && isPublic(hostname) ? [inTheClear] : []),
    ...unreachable(hostname, allowed),
  ];
}

const unsigned: Words = {
  zh: '没有 secret，消息不带签名，任何人都可以冒充本服务器向接收方发送消息。请用 gongdan push rotate 生成一个 secret。',
  en: 'There is no secret, so messages are unsigned, and anybody can send the receiver messages in the name of this server. Make a secret with gongdan push rotate.',
};

const inTheClear: Words = {
  zh: '地址以 http:// 开头，消息经公网明文传输，途中可被读取。请改用 https://。',
  en: 'The address begins with http://, so messages can be read on their way through the internet. Use https://.',
};

function unreachable(hostname: string, allowed: readonly string[]): Words[] {
  const address = isLocalName(hostname) ? '127.0.0.1' : hostname;
  const network = networkAt(address);
  if (network === undefined || mayReach(address, parseNetworks(allowed))) return [];
  return [
    {
      zh: `地址 ${hostname} 是内网或保留地址，推送会被拒绝。如确要推送到这里，请把 ${network} 或它所在的网段加入 GONGDAN_PUSH_ALLOW。`,
      en: `The address ${hostname} is private or reserved, so pushes to it are refused. To allow them, add ${network} or its network to GONGDAN_PUSH_ALLOW.`,
    },
  ];
}

function isPublic(hostname: string): boolean {
  if (networkAt(hostname) !== undefined) return mayReach(hostname, []);
  return hostname.includes('.') && !isLocalName(hostname) && !privateName.test(hostname);
}

function isLocalName(hostname: string): boolean {
  return /^(?:.*\.)?localhost\.?$/.test(hostname);
}

/** Names that no public server can have (RFC 6762, RFC 8375, and the name that ICANN reserved for private use). */
const privateName = /\.(?:local|internal|lan|home\.arpa)\.?$/;
