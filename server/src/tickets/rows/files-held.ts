import type { Reactor } from '../../context.ts';
import type { Change } from '../../events.ts';
import type { AttachedFile } from '../../files/attachment.ts';
import { releaseFiles } from '../../files/uses.ts';
import { readHistory } from './history-store.ts';

/** The ids of the uploads that the changes name, in old or new values. */
export function filesIn(changes: readonly Change[]): string[] {
  const ids: string[] = [];
  for (const { property, from, to } of changes) {
    if (property === 'files') ids.push(...idsOf(from), ...idsOf(to));
    else if (property === 'reply') ids.push(...idsOf((to as { files?: unknown }).files));
  }
  return ids;
}

function idsOf(files: unknown): string[] {
  return ((files ?? []) as AttachedFile[]).flatMap((file) => ('id' in file ? file.id : []));
}

/** After an erasure, releases the files that the ticket's history no longer names. */
export const releaseErasedFiles: Reactor = async (tx, { event: { kind, ticketId } }) => {
  if (kind !== 'erased') return;
  tx.flush('event');
  const history = await readHistory(tx.query, tx.company.id, ticketId);
  await releaseFiles(
    tx,
    ticketId,
    history.flatMap(({ changes }) => filesIn(changes)),
  );
};
