import type { Queries } from '../db/database.ts';
import type { AttachedFile, StoredFile } from './attachment.ts';
import { cleanName, decodeName, percentBytes } from './name.ts';

/**
 * Turns addresses into attachments. The address of a file that the company uploaded becomes that file, also when it names the
 * server by an earlier host name. Every other address becomes a link, also that of another company's file.
 */
export async function recogniseFiles(
  query: Queries,
  companyId: string,
  addresses: readonly string[],
): Promise<AttachedFile[]> {
  if (addresses.length === 0) return [];
  const stored = await findStored(
    query,
    companyId,
    addresses.map(idIn).filter((id) => id !== undefined),
  );
  return addresses.map((url) => stored.get(idIn(url) ?? '') ?? { url, name: lastPart(url) });
}

/** Returns the id in `…/files/<id>/<name>`, the form that `wire/file.ts` writes; undefined for other addresses. */
function idIn(address: string): string | undefined {
  const [name = '', id = '', folder, ...before] = address.split('/').reverse();
  const isOurs = name !== '' && folder === 'files' && before.length > 0 && /^[0-9a-f]{32}$/.test(id);
  return isOurs ? id : undefined;
}

async function findStored(
  query: Queries,
  companyId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredFile>> {
  if (ids.length === 0) return new Map();
  const found = await query
    .selectFrom('attachment')
    .select(['id', 'name'])
    .where('company_id', '=', companyId)
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map((file) => [file.id, file]));
}

/** The name of a link. A `%` without two hex digits shows that the name is not percent-encoded. */
function lastPart(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1);
  const last = path.split('/').findLast((name) => name !== '') ?? '';
  if (/%(?![0-9a-fA-F]{2})/.test(last)) return cleanName(last);
  return cleanName(decodeName(percentBytes(last)) ?? last);
}
