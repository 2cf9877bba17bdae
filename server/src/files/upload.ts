import type { Tx } from '../context.ts';
import type { StoredFile } from './attachment.ts';

/** A file whose bytes the store has kept under this id. */
export interface KeptFile extends StoredFile {
  readonly sha256: string;
  readonly mediaType: string;
  readonly size: number;
}

/** Notes a file whose bytes were kept before: a row without its bytes never exists. */
export async function noteUpload({ query, company, at }: Tx, file: KeptFile): Promise<void> {
  const { id, name, mediaType, size, sha256 } = file;
  await query
    .insertInto('attachment')
    .values({ company_id: company.id, id, name, media_type: mediaType, size, sha256, created_at: at })
    .execute();
}
