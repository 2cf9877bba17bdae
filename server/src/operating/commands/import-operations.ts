import type { Context } from '../../context.ts';
import { readCheckpoint } from '../../import/checkpoint.ts';
import { checkColumns } from '../../import/columns.ts';
import type { ColumnFaults } from '../../import/demand-columns.ts';
import { type ImportedLines, importLines, type LinesInput } from '../../import/import-lines.ts';
import type { ImportKind } from '../../import/row.ts';
import { findCompany } from '../../people/company.ts';
import type { Vault } from '../../vault.ts';

export interface ImportOperations {
  /** Checks a file's columns before a row of it is imported. */
  importColumns(input: { companyId: string; kind: ImportKind; columns: readonly string[] }): Promise<ColumnFaults>;
  /**
   * Begins a run. `source` is the kind and the hash of the file's contents. Returns the id of the run, and up to which line a
   * release without marks imported the file.
   */
  importBegin(input: { companyId: string; source: string }): Promise<{ run: string; line: number }>;
  importLines(input: LinesInput & { companyId: string }): Promise<ImportedLines>;
}

interface Importing extends Pick<Context, 'db' | 'now' | 'newId' | 'snapshots'> {
  readonly vault: Vault;
  readonly loadReactors: (pushes: 'sent' | 'none') => Promise<Context['reactors']>;
}

/** Makes the operations of an import. The running server performs them, or the command itself when no server runs. */
export function importOperationsOn(installation: Importing): ImportOperations {
  const { query } = installation.db;
  const contextOf = async (companyId: string) => ({
    ...installation,
    company: await findCompany(query, companyId),
    // Imported rows make no push messages, because what they record happened long ago.
    reactors: await installation.loadReactors('none'),
  });
  return {
    importColumns: async ({ companyId, kind, columns }) => checkColumns(await contextOf(companyId), kind, columns),
    async importBegin({ companyId, source }) {
      const { id } = await findCompany(query, companyId);
      return { run: installation.newId(), line: await readCheckpoint(query, id, source) };
    },
    importLines: async ({ companyId, ...input }) => importLines(await contextOf(companyId), input),
  };
}
