import type { Session } from './types.ts';

/** Of the session of this window. `lost` while somebody has to sign in again over a page that stays as it is. */
interface SessionState {
  readonly session: Session | null;
  readonly lost: boolean;
}

let state: SessionState = { session: null, lost: false };
const listeners = new Set<() => void>();
let waiting: (() => void)[] = [];

export function sessionState(): SessionState {
  return state;
}

/** The agent who has signed in; empty while nobody has. */
export function myId(): string {
  return state.session?.agent.id ?? '';
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whoever has signed in, or nobody. Calls that waited for a session go on. */
export function setSession(session: Session | null): void {
  set({ session, lost: false });
  if (session === null) return;
  const go = waiting;
  waiting = [];
  for (const next of go) next();
}

/** The session has ended behind our back: resolves when somebody has signed in again. */
export function sessionAgain(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    loseSession();
  });
}

export function loseSession(): void {
  if (state.session !== null && !state.lost) set({ session: state.session, lost: true });
}

function set(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}
