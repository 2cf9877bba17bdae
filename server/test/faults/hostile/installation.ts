import { applyCompanyFile } from '../../../src/company-file/apply.ts';
import { readCompanyFile } from '../../../src/company-file/read.ts';
import type { CompanyFile } from '../../../src/company-file/shape.ts';
import { parseConfig } from '../../../src/config/config.ts';
import { openInstallation } from '../../../src/operating/commands/operations.ts';
import { companyWith } from '../../push/company.ts';
import { worldFile } from '../../world.ts';
import { keyOnPostgres, type Place } from '../strike/serving.ts';
import { agent, victim } from './accounts.ts';

/** A company that pushes to hostile receivers only. */
export interface Pushing {
  readonly companyId: string;
  readonly appId: string;
  readonly appKey: string;
  readonly receivers: readonly string[];
}

/** How many endpoints a company gets here. The server allows ten. */
const mostEndpoints = 8;

/** Distributes the receivers among companies. Each company gets up to eight. */
export function companiesOf(receivers: readonly string[]): Pushing[] {
  const first = receivers.slice(0, mostEndpoints);
  const name = `pushing-${receivers.length}`;
  const company = { companyId: name, appId: name, appKey: 'pushing-key-not-a-secret', receivers: first };
  return first.length === 0 ? [] : [company, ...companiesOf(receivers.slice(mostEndpoints))];
}

/** Makes the demo company, and companies that push to all the addresses. */
export async function furnishTarget({ data, url }: Place, receivers: readonly string[]): Promise<void> {
  const elsewhere = url === undefined ? {} : { databaseUrl: url, key: keyOnPostgres };
  const config = parseConfig({ data, pushAllow: '127.0.0.0/8', ...elsewhere });
  const { installation, close } = await openInstallation(config);
  try {
    const { content } = await readCompanyFile(worldFile);
    for (const file of [withPasswords(content), ...companiesOf(receivers).map(fileOf)]) {
      const applied = await applyCompanyFile(installation, file);
      if (!('apps' in applied)) throw new Error(`The company could not be made: ${JSON.stringify(applied)}`);
    }
  } finally {
    await close();
  }
}

function withPasswords(content: CompanyFile): CompanyFile {
  const passwords = new Map([agent, victim].map(({ id, password }) => [id, password]));
  const agents = content.agents?.map((one) => {
    const password = passwords.get(one.agentid);
    return password === undefined ? one : { ...one, password };
  });
  return { ...content, ...(agents && { agents }) };
}

function fileOf({ companyId, appId, appKey, receivers }: Pushing): CompanyFile {
  const file = companyWith(receivers.map((url) => ({ url })));
  const company = { ...file.company, companyid: companyId };
  return { ...file, company, apps: [{ appid: appId, app_key: appKey }] } as CompanyFile;
}
