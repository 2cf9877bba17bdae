import type { Words } from '@gongdan/contract';
import { findUnused, unusedWords } from '../../company-file/unused.ts';
import type { Config } from '../../config/config.ts';
import type { Database, Queries } from '../../db/database.ts';
import { connectionsOfNode, countNodes, readMostConnections } from '../../db/postgres/serving.ts';
import { erasedSince } from '../../db/sqlite/erased-contents.ts';
import { canAnybodySignIn } from '../../people/first-admin.ts';
import { isSetupOpen } from '../../people/setup.ts';
import { listEndpoints } from '../../push/endpoints.ts';
import { endpointWarnings } from '../../push/warnings.ts';
import type { Vault } from '../../vault.ts';
import { erasedContents } from './erased-contents.ts';
import { type Finding, ok, warn } from './finding.ts';

/** Checks the open store, whose key fits. */
export async function checkStore(db: Database, vault: Vault, config: Config): Promise<readonly Finding[]> {
  const since = (await erasedSince(db.query)) ?? null;
  const status = { erasedSince: since, storeBytes: since === null ? 0 : db.size() };
  return [
    await store(db),
    ...erasedContents(status, config),
    await connections(db),
    ...(await endpoints(db.query, vault, config)),
    ...(await unusedSections(db.query, vault)),
  ];
}

async function store({ kind, query }: Database): Promise<Finding> {
  const fine = {
    zh: `数据库${kind === 'sqlite' ? '' : '可以访问，'}结构是最新的，密钥相符`,
    en: `the database ${kind === 'sqlite' ? '' : 'answers, '}is up to date and the key fits`,
  };
  const nobody = await whyNobodySignsIn(query);
  return ok('store', nobody ? { zh: `${fine.zh}；${nobody.zh}`, en: `${fine.en}; ${nobody.en}` } : fine);
}

async function whyNobodySignsIn(query: Queries): Promise<Words | undefined> {
  if (await canAnybodySignIn(query)) return undefined;
  return (await isSetupOpen(query))
    ? {
        zh: '还没有人可以登录：服务启动时会打印创建第一位管理员的地址',
        en: 'nobody can sign in yet: the server prints at its start the address for creating the first admin',
      }
    : {
        zh: '已经没有人可以登录：请用 gongdan user 添加或启用一位管理员',
        en: 'nobody can sign in any more: add or enable an admin with gongdan user',
      };
}

/** Warns when the database allows too few connections for one more node: under load it would refuse some. */
async function connections({ kind, query }: Database): Promise<Finding> {
  if (kind === 'sqlite') return ok('connections', { zh: 'SQLite 不需要连接', en: 'SQLite needs no connections' });
  const [nodes, most] = await Promise.all([countNodes(query), readMostConnections(query)]);
  const text = {
    zh: `有 ${nodes} 个节点使用数据库，每个最多占用 ${connectionsOfNode} 个连接，数据库共允许 ${most} 个`,
    en: `${nodes} nodes use the database, each at most ${connectionsOfNode} of its ${most} connections`,
  };
  if ((nodes + 1) * connectionsOfNode <= most) return ok('connections', text);
  return warn('connections', { zh: `${text.zh}；请调大 max_connections`, en: `${text.en}; raise max_connections` });
}

async function endpoints(query: Queries, vault: Vault, { pushAllow }: Config): Promise<readonly Finding[]> {
  const companies = await query
    .selectFrom('push_endpoint')
    .select('company_id as id')
    .distinct()
    .orderBy('id')
    .execute();
  const listed = await Promise.all(companies.map(({ id }) => listEndpoints(query, vault, id)));
  const all = listed.flat();
  const warnings = all.flatMap((endpoint) =>
    endpointWarnings(endpoint, pushAllow ?? []).map(({ zh, en }) =>
      warn('pushes', {
        zh: `企业 ${endpoint.companyId} 的推送端点 ${endpoint.id}：${zh}`,
        en: `push endpoint ${endpoint.id} of ${endpoint.companyId}: ${en}`,
      }),
    ),
  );
  if (warnings.length > 0 || all.length === 0) return warnings;
  return [
    ok('pushes', {
      zh: `${all.length} 个推送端点都有签名，地址也都允许推送`,
      en: `every push endpoint signs, and none is at a refused address; there are ${all.length}`,
    }),
  ];
}

async function unusedSections(query: Queries, vault: Vault): Promise<readonly Finding[]> {
  return (await findUnused(query, vault)).map(({ companyId, sections }) => {
    const { zh, en } = unusedWords(sections);
    return warn('sections', { zh: `企业 ${companyId}：${zh}`, en: `company ${companyId}: ${en}` });
  });
}
