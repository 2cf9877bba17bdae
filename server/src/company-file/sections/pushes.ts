import type { Words } from '@gongdan/contract';
import { maskSecret, maskUrl } from '../../push/endpoint.ts';
import { listEndpoints, saveEndpoint } from '../../push/endpoints.ts';
import { isSecret } from '../../push/sign.ts';
import type { Fault } from '../fault.ts';
import { removeWhere } from '../rows.ts';
import { fillFrom, type Section } from '../section.ts';
import { type PushEntry, pushEntry } from '../shape.ts';

const fill = fillFrom<PushEntry>(pushEntry);

/** Push endpoints. Addresses and secrets are shown with stars; such a text in a file stands for the stored value. */
export const pushes: Section<PushEntry> = {
  name: 'pushes',
  ordered: true,
  most: 10,
  idOf: ({ pushid }) => pushid,

  fill(given, stored) {
    const entry = fill(given, stored);
    if (!stored) return entry;
    return {
      ...entry,
      url: given.url === maskUrl(stored.url) ? stored.url : entry.url,
      secret: given.secret === maskSecret(stored.secret!) ? stored.secret : entry.secret,
    };
  },

  async load({ query, companyId, vault }) {
    const endpoints = await listEndpoints(query, vault, companyId);
    return endpoints.map(({ id, url, form, kinds, secret, ack, order, position }) => ({
      entry: { pushid: id, url, form, events: kinds, secret, ack, order },
      position,
    }));
  },

  async save({ query, companyId, vault, at }, entries) {
    for (const { entry, position } of entries) {
      const { pushid: id, url, form, events, secret, ack, order } = entry;
      const settings = { url, form: form!, kinds: events!, secret: secret!, ack: ack!, order: order!, position };
      await saveEndpoint(query, vault, { companyId, id }, settings, at);
    }
  },

  async remove({ query, companyId }, ids) {
    await removeWhere(query, companyId, 'push_endpoint', 'id', ids);
  },

  shown: (entry) => ({ ...entry, url: maskUrl(entry.url), secret: maskSecret(entry.secret!) }),

  faults: ({ url, secret }) => [...faultsOfUrl(url), ...faultsOfSecret(secret!)],
};

const noUser: Words = {
  zh: '不能含用户名或密码；密钥请放在查询参数里',
  en: 'may not hold a user name or password; put a secret into its query',
};
const noSecret: Words = {
  zh: '应为 whsec_ 加上 24 至 64 字节的 base64',
  en: 'expected whsec_ and 24 to 64 bytes in base64',
};
const starred: Words = {
  zh: '是星号，但没有已存的值与它对应',
  en: 'is starred out, and nothing is stored that it could mean',
};

function faultsOfUrl(text: string): Fault[] {
  const url = URL.parse(text);
  if (!url) return [{ path: ['url'], text: { zh: '不是地址', en: 'is no address' } }];
  if (url.username !== '' || url.password !== '') {
    return [{ path: ['url'], text: noUser }];
  }
  if (url.search !== '' && maskUrl(text) === text) return masked('url');
  return [];
}

function faultsOfSecret(secret: string): Fault[] {
  if (secret === '' || isSecret(secret)) return [];
  if (secret === maskSecret(secret)) return masked('secret');
  return [{ path: ['secret'], text: noSecret }];
}

function masked(key: string): Fault[] {
  return [{ path: [key], text: starred }];
}
