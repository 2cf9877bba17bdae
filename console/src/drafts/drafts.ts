import { useCallback, useEffect, useState } from 'react';
import { sessionState } from '../api/session.ts';
import { type DraftStorage, type DraftStore, openDraftStore } from './draft-store.ts';

const stores = new Map<string, DraftStore>();

/** Returns the drafts of the signed-in agent. Another agent in the same browser does not see them. */
export function drafts(): DraftStore {
  const { session } = sessionState();
  const prefix = `gongdan.draft.${session?.company.id ?? ''}.${session?.agent.id ?? ''}.`;
  const known = stores.get(prefix);
  if (known) return known;
  const store = openDraftStore(browserStorage(), prefix, Date.now);
  stores.set(prefix, store);
  return store;
}

/**
 * Returns the draft of a key, with the changes that other components and other windows make to it. `setDraft` stores a
 * draft; undefined removes it. `persisted` is false if the browser could not store the draft. Such a draft is lost
 * when the window is closed.
 */
export function useDraft<D>(key: string): {
  draft: D | undefined;
  persisted: boolean;
  setDraft: (draft: D | undefined) => void;
} {
  const [state, setState] = useState(() => ({ key, draft: drafts().read<D>(key), persisted: true }));
  // When the key changes, the draft of the new key is read before anything is rendered.
  const current = state.key === key ? state : { key, draft: drafts().read<D>(key), persisted: true };
  if (current !== state) setState(current);
  useEffect(() => {
    const readAgain = () => setState((before) => withDraft(before, drafts().read<D>(key)));
    // The event names the key with the prefix of the store.
    const changed = (event: StorageEvent) => event.key?.endsWith(key) && readAgain();
    const stop = drafts().watch(readAgain);
    window.addEventListener('storage', changed);
    return () => {
      stop();
      window.removeEventListener('storage', changed);
    };
  }, [key]);
  const setDraft = useCallback(
    (draft: D | undefined) => {
      if (draft === undefined) drafts().remove(key);
      const persisted = draft === undefined || drafts().write(key, draft);
      setState({ key, draft, persisted });
    },
    [key],
  );
  return { draft: current.draft, persisted: current.persisted, setDraft };
}

/** Returns the same state for an equal draft, so that nothing is rendered again. */
function withDraft<State extends { readonly draft: unknown }>(before: State, draft: State['draft']): State {
  return JSON.stringify(before.draft) === JSON.stringify(draft) ? before : { ...before, draft };
}

function browserStorage(): DraftStorage | null {
  try {
    return window.localStorage;
  } catch {
    // The browser throws if storage is switched off.
    return null;
  }
}
