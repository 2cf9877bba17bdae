import type { Tx } from '../context.ts';
import type { StoredFile } from './attachment.ts';

/** A file whose bytes are stored under this id. */
export interface KeptFile extends StoredFile {
  readonly sha256: string;
  readonly mediaType: string;
  readonly size: number;
}

/** Inserts the row of a file. The caller has stored the bytes before, so that no row exists without bytes. */
export async function noteUpload({ query, company, at }: Tx, file: KeptFile): Promise<void> {
  const { id, name, mediaType, size, sha256 } = file;
  await query
    .insertInto('attachment')
    .values({ company_id: company.id, id, name, media_type: mediaType, size, sha256, created_at: at })
    .execute();
}
