import { type Context, run } from '../../context.ts';
import { type Checkpoint, forgetCheckpoint, readCheckpoint } from '../../import/checkpoint.ts';
import { checkColumns } from '../../import/columns.ts';
import { type ImportedLines, importLines, type LinesInput } from '../../import/import-lines.ts';
import type { ImportKind } from '../../import/row.ts';
import type { ColumnFaults } from '../../import/scan-file.ts';
import { findCompany } from '../../people/company.ts';

/** One file of a company. `source` names it in the checkpoints: its kind and the hash of its contents. */
interface ImportSource {
  readonly companyId: string;
  readonly source: string;
}

export interface ImportOperations {
  /** Checks a file's columns before a row of it is imported. */
  importColumns(input: { companyId: string; kind: ImportKind; columns: readonly string[] }): Promise<ColumnFaults>;
  /** Returns how far the file was imported before; `again` resets that to its beginning. */
  importBegin(input: ImportSource & { again: boolean }): Promise<Checkpoint>;
  importLines(input: LinesInput & { companyId: string }): Promise<ImportedLines>;
}

interface Importing extends Pick<Context, 'db' | 'now' | 'newId' | 'snapshots'> {
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
    async importBegin({ companyId, source, again }) {
      const context = await contextOf(companyId);
      if (again) await run(context, (tx) => forgetCheckpoint(tx, source));
      return readCheckpoint(query, companyId, source);
    },
    importLines: async ({ companyId, ...input }) => importLines(await contextOf(companyId), input),
  };
}
