import { myId } from '../api/session.ts';
import type { Visibility } from '../drafts/reply-draft.ts';

/** Returns the status that this agent set with the last reply of this visibility; null if none was set or stored. */
export function rememberedStatus(visibility: Visibility): number | null {
  try {
    const stored = localStorage.getItem(key(visibility));
    return stored === null || stored === '' ? null : Number(stored);
  } catch {
    return null;
  }
}

export function rememberStatus(visibility: Visibility, status: number | null): void {
  try {
    localStorage.setItem(key(visibility), status === null ? '' : String(status));
  } catch {
    // If the storage is full or switched off, the status stored before stays, if there is one.
  }
}

function key(visibility: Visibility): string {
  return `gongdan.send.${visibility}.${myId()}`;
}
