import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { worldFile } from '../../../server/test/world.ts';
import { freshToken } from '../answers.ts';
import { apps, tokenCalls } from '../calls.ts';
import { key } from '../population.ts';
import { type Measured, runGongdan, startGongdan } from '../process.ts';
import { post } from '../requests.ts';

/** The id of the company in `worldFile`. */
const demoCompany = 'acb290d666814d65834c70073aed65f2';

/** A company for which tickets are created. */
export interface BenchCompany {
  readonly id: string;
  readonly appId: string;
}

/** Creates two companies in an empty database. They are equal except for ids and e-mail addresses. */
export async function furnishTwo(settings: Record<string, string>): Promise<[BenchCompany, BenchCompany]> {
  const folder = await mkdtemp(join(tmpdir(), 'gongdan-bench-'));
  const text = await readFile(worldFile, 'utf8');
  const furnish = async (number: number): Promise<BenchCompany> => {
    const company = { id: demoCompany.replace(/.$/, String(number)), appId: `${apps.calls.id}${number}` };
    const file = join(folder, `company${number}.yaml`);
    const named = text.replaceAll(demoCompany, company.id).replace(/appid: (demo|crm),/g, `appid: $1${number},`);
    await writeFile(file, named.replaceAll(/@([\w.]+)\b/g, `@c${number}.$1`));
    await runGongdan(['apply', file], settings);
    return company;
  };
  return [await furnish(1), await furnish(2)];
}

/** Starts a node with a data folder of its own. */
export async function startNode(url: string, log: string): Promise<Measured> {
  return startGongdan(await settingsOf(url), log);
}

export async function settingsOf(url: string): Promise<Record<string, string>> {
  const data = await mkdtemp(join(tmpdir(), 'gongdan-bench-'));
  return { GONGDAN_DATA: data, GONGDAN_DATABASE_URL: url, GONGDAN_KEY: key, GONGDAN_LOG_REQUESTS: 'false' };
}

/** Returns requests that create tickets of the company, each for another customer. */
export async function openings(node: Measured, { id, appId }: BenchCompany): Promise<string[]> {
  const token = await freshToken(node.port, tokenCalls({ id: appId, key: apps.calls.key }, Date.now())[0]!);
  const asked = { companyid: id, ticket_title: '申请退款', ticket_typeid: 'cloud_api', ticket_from: '4' };
  const content = '<p>收到后发现尺寸不合适,申请七天无理由退款,请告知退货地址。</p>'.repeat(4);
  return Array.from({ length: 500 }, (_, n) =>
    post(token, 'save_user_ticket', { ...asked, ticket_content: content, user_emails: `customer${n}@example.com` }),
  );
}
