import { myId } from '../api/session.ts';
import type { Visibility } from '../drafts/reply-draft.ts';

/** Returns the status that this agent set with the last reply of that visibility; null if it set none. */
export function rememberedStatus(visibility: Visibility): number | null {
  try {
    const kept = localStorage.getItem(key(visibility));
    return kept === null || kept === '' ? null : Number(kept);
  } catch {
    return null;
  }
}

export function rememberStatus(visibility: Visibility, status: number | null): void {
  try {
    localStorage.setItem(key(visibility), status === null ? '' : String(status));
  } catch {
    // If the storage is full or switched off, the next reply does not know the last status.
  }
}

function key(visibility: Visibility): string {
  return `gongdan.send.${visibility}.${myId()}`;
}
