import type { StoredFile } from './attachment.ts';

/** Where anybody who knows the address can fetch the file; the name is there to be read by people. */
export function fileAddress(publicUrl: string, { id, name }: StoredFile): string {
  return `${publicUrl}/files/${id}/${encodeURIComponent(name)}`;
}
