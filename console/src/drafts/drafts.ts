import { useCallback, useEffect, useState } from 'react';
import { sessionState } from '../api/session.ts';
import { type DraftStorage, type DraftStore, draftStore } from './draft-store.ts';

const stores = new Map<string, DraftStore>();

/** The drafts of whoever is signed in: another agent at the same browser sees none of them. */
export function drafts(): DraftStore {
  const { session } = sessionState();
  const prefix = `gongdan.draft.${session?.company.id ?? ''}.${session?.agent.id ?? ''}.`;
  const known = stores.get(prefix);
  if (known) return known;
  const store = draftStore(browserStorage(), prefix, Date.now);
  stores.set(prefix, store);
  return store;
}

/** A draft kept at every change, and followed when it changes elsewhere, in this window or another. `kept` is false while the browser cannot keep it beyond this window. */
export function useDraft<D>(key: string): {
  draft: D | undefined;
  kept: boolean;
  setDraft: (draft: D | undefined) => void;
} {
  const [state, setState] = useState(() => ({ key, draft: drafts().read<D>(key), kept: true }));
  // Another ticket in the same pane: its own draft, before anything is drawn.
  const current = state.key === key ? state : { key, draft: drafts().read<D>(key), kept: true };
  if (current !== state) setState(current);
  useEffect(() => {
    const follow = () => setState((before) => withDraft(before, drafts().read<D>(key)));
    const changed = (event: StorageEvent) => event.key?.endsWith(key) && follow();
    const stop = drafts().watch(follow);
    window.addEventListener('storage', changed);
    return () => {
      stop();
      window.removeEventListener('storage', changed);
    };
  }, [key]);
  const setDraft = useCallback(
    (draft: D | undefined) => {
      if (draft === undefined) drafts().remove(key);
      const kept = draft === undefined || drafts().write(key, draft);
      setState({ key, draft, kept });
    },
    [key],
  );
  return { draft: current.draft, kept: current.kept, setDraft };
}

/** The same state when the draft is the same, so that nothing is drawn again. */
function withDraft<State extends { readonly draft: unknown }>(before: State, draft: State['draft']): State {
  return JSON.stringify(before.draft) === JSON.stringify(draft) ? before : { ...before, draft };
}

function browserStorage(): DraftStorage | null {
  try {
    return window.localStorage;
  } catch {
    // Switched off by the browser's owner.
    return null;
  }
}
