import { type Context, run } from '../context.ts';
import type { StoredFile } from './attachment.ts';

/** A file that has arrived in the store's incoming folder. */
export interface ArrivedFile {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
}

/** Keeps a file that arrived and notes it. First the bytes, then the row: a row without its bytes never exists. */
export async function keepUpload(context: Context, { path, name, mediaType, size }: ArrivedFile): Promise<StoredFile> {
  const { id, sha256 } = await context.files.keep(path);
  await run(context, ({ query, company, at }) =>
    query
      .insertInto('attachment')
      .values({ company_id: company.id, id, name, media_type: mediaType, size, sha256, created_at: at })
      .execute(),
  );
  return { id, name };
}
