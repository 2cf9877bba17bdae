import { myId } from '../api/session.ts';
import type { Visibility } from '../drafts/reply-draft.ts';

/** The status that this agent set with the last reply of that kind; null for the one the ticket has. */
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
    // Then the next reply begins without a memory.
  }
}

function key(visibility: Visibility): string {
  return `gongdan.send.${visibility}.${myId()}`;
}
