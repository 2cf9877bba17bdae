import type { FileStore } from '../context.ts';
import type { Database } from '../db/database.ts';

const rowsAtATime = 200;

/** Removes the bytes of removed attachments. When it is interrupted, the next run removes the rest. */
export async function removeFiles(db: Database, files: FileStore): Promise<void> {
  for (;;) {
    const removed = await db.query.selectFrom('removed_file').selectAll().limit(rowsAtATime).execute();
    if (removed.length === 0) return;
    for (const { id } of removed) await files.remove(id);
    for (const [companyId, rows] of Map.groupBy(removed, (row) => row.company_id)) {
      const ids = rows.map(({ id }) => id);
      await db.write(companyId, ({ query }) =>
        query.deleteFrom('removed_file').where('company_id', '=', companyId).where('id', 'in', ids).execute(),
      );
    }
  }
}
