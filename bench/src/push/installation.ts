import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyCompanyFile } from '../../../server/src/company-file/apply.ts';
import { type Context, run } from '../../../server/src/context.ts';
import { openDatabase } from '../../../server/src/db/open.ts';
import { makeIdSource } from '../../../server/src/ids.ts';
import { loadCompany } from '../../../server/src/people/company.ts';
import { fanOut } from '../../../server/src/push/fan-out.ts';
import { makeSnapshots } from '../../../server/src/snapshots.ts';
import { createByCustomer } from '../../../server/src/tickets/create.ts';
import { openDesk } from '../../../server/src/tickets/model/desk.ts';
import { openVault } from '../../../server/src/vault.ts';
import { key } from '../population.ts';
import { type Measured, startGongdan } from '../process.ts';

export const companyId = 'pushbench';
export const app = { id: 'pushbench', key: 'not-a-secret' };

/** Creates a data folder with one company that pushes to these addresses. */
export async function installation(urls: readonly string[], log: string) {
  const folder = await mkdtemp(join(tmpdir(), 'gongdan-push-'));
  await apply(folder, urls);
  return {
    /** Creates this many tickets. Their messages stay in the store until `serve` starts a server, which delivers them. */
    fill: (tickets: number) => fill(folder, tickets),
    serve(): Promise<Measured> {
      const settings = { GONGDAN_DATA: folder, GONGDAN_KEY: key, GONGDAN_PUSH_ALLOW: '127.0.0.0/8' };
      return startGongdan({ ...settings, GONGDAN_LOG_REQUESTS: 'false' }, log);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function open(folder: string) {
  const db = await openDatabase({ folder });
  const secrets = openVault(Buffer.from(key, 'hex'));
  return { db, vault: secrets, snapshots: makeSnapshots(db.query), now: Date.now, newId: makeIdSource(Date.now) };
}

async function apply(folder: string, urls: readonly string[]): Promise<void> {
  const opened = await open(folder);
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const applied = await applyCompanyFile(opened, {
    company: { companyid: companyId, name: 'bench' },
    apps: [{ appid: app.id, app_key: app.key }],
    customers: [{ userid: 'u1', user_nick: '王迅', user_tels: '18280240680', user_emails: 'w@example.com' }],
    categories: [{ typeid: 'refund', type_name: '退款' }],
    pushes: urls.map((url, index) => ({ pushid: `w${index}`, url, secret })),
  });
  if ('faults' in applied) throw new Error(JSON.stringify(applied.faults));
  await opened.db.close();
}

/** So many tickets are created together, so that they share a commit. */
const atOnce = 64;

async function fill(folder: string, tickets: number): Promise<void> {
  const opened = await open(folder);
  const reactors = [fanOut({ publicUrl: () => 'http://localhost', wake: () => {} })];
  const company = await loadCompany(opened.db.query, companyId);
  // A Context has more members; creating a ticket uses only these.
  const context = { ...opened, company, reactors } as unknown as Context;
  const desk = await openDesk(context);
  for (let made = 0; made < tickets; made += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, tickets - made) }, () =>
      run(context, (tx) => createByCustomer(tx, desk, newTicket)),
    );
    await Promise.all(some);
  }
  await opened.db.close();
}

const newTicket = {
  title: '申请退款',
  content: '<p>收到后发现尺寸不合适,申请七天无理由退款,请告知退货地址。</p>'.repeat(4),
  source: 4,
  categoryId: 'refund',
  files: [],
  fields: [],
  contact: null,
  customer: { id: 'u1', emails: [], phones: [] },
};
