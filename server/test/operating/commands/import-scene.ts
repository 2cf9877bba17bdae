import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Words } from '@gongdan/contract';
import type { Database, DbTransaction, Queries } from '../../../src/db/database.ts';
import { eraseCustomer } from '../../../src/erasure/erase-customer.ts';
import type { ImportKind } from '../../../src/import/row.ts';
import { type ImportOptions, importThrough } from '../../../src/operating/commands/import.ts';
import { type ImportOperations, importOperationsOn } from '../../../src/operating/commands/import-operations.ts';
import type { ImportOutcome } from '../../../src/operating/commands/import-outcome.ts';
import type { Session } from '../../../src/operating/commands/operations.ts';
import { findCompany } from '../../../src/people/company.ts';
import { companyId, installationOn } from '../../company-file/installation.ts';

/** The outcome of an import that did nothing. */
export const none = { created: 0, updated: 0, skipped: 0, refused: 0, refused_file: undefined };

/** A company into which tests import files. */
export interface ImportScene {
  readonly query: Queries;
  readonly apply: (company: string) => Promise<unknown>;
  readonly write: (command: (tx: DbTransaction) => Promise<unknown>) => Promise<unknown>;
  /**
   * Writes a file and imports it. After `batches` transactions the import breaks off with an error. `meanwhile` is called
   * with the file's path before each transaction.
   */
  importing(
    kind: ImportKind,
    name: string,
    content: string | Buffer,
    options?: Partial<ImportOptions>,
    batches?: number,
    meanwhile?: (path: string) => void,
  ): Promise<{ outcome: ImportOutcome; said: string; path: string }>;
  /** Returns the imported customers and deletes them. */
  customers(): Promise<string[]>;
  /** Erases a customer. */
  erase(customerId: string): Promise<unknown>;
  /** Returns the number of tickets. */
  tickets(): Promise<number>;
}

const root = mkdtempSync(join(tmpdir(), 'gongdan-import-file-'));
after(() => rmSync(root, { recursive: true }));

export async function openImportScene(db: Database, company: string): Promise<ImportScene> {
  const folder = mkdtempSync(join(root, 'scene-'));
  const installation = installationOn(db);
  await installation.apply(company);
  const operations = importOperationsOn({ ...installation, loadReactors: async () => [] });

  return {
    query: db.query,
    apply: installation.apply,
    write: (command) => db.write(companyId, command),
    async importing(kind, name, content, options = {}, batches = Number.POSITIVE_INFINITY, meanwhile = () => {}) {
      const path = join(folder, name);
      // Two imports of one file must not write it twice: the second write would be a change of the file.
      if (!existsSync(path) || !readFileSync(path).equals(Buffer.from(content))) writeFileSync(path, content);
      const said: string[] = [];
      const terminal = {
        language: 'en' as const,
        text: ({ en }: Words) => en,
        say: ({ en }: Words) => said.push(en),
        progress: () => ({ show() {}, end() {} }),
      };
      const session = breakingOff(operations, batches, () => meanwhile(path));
      const outcome = await importThrough({ session, terminal }, kind, path, { company: companyId, ...options });
      return { outcome, said: said.join('\n'), path };
    },
    async customers() {
      const rows = await db.query.selectFrom('customer').selectAll().where('id', '!=', 'u1').execute();
      await db.write(companyId, ({ query }) => query.deleteFrom('customer').where('id', '!=', 'u1').execute());
      await db.write(companyId, ({ query }) => query.deleteFrom('imported_row').execute());
      return rows.map(({ nick, partner_id }) => `${nick}|${partner_id}`).sort();
    },
    async erase(customerId) {
      const company = await findCompany(db.query, companyId);
      return eraseCustomer({ ...installation, company, reactors: [] }, customerId);
    },
    async tickets() {
      return (await db.query.selectFrom('ticket').select('id').execute()).length;
    },
  };
}

function breakingOff(operations: ImportOperations, batches: number, meanwhile: () => void): Session {
  let left = batches;
  const perform = (operation: keyof ImportOperations, input: never) => {
    if (operation === 'importLines') {
      left -= 1;
      meanwhile();
    }
    return left < 0 ? Promise.reject(new Error('broke off')) : operations[operation](input);
  };
  return { perform, close: async () => {} } as unknown as Session;
}
