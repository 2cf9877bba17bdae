import type { Session } from './types.ts';

/** The session of this window. `lost` is true while the agent has to sign in again in the dialog over the page. */
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

/** Returns the id of the signed-in agent, or "". */
export function myId(): string {
  return state.session?.agent.id ?? '';
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Stores the session; null means that nobody is signed in. If there is a session, the calls that wait for one are sent
 * again.
 */
export function setSession(session: Session | null): void {
  set({ session, lost: false });
  if (session === null) return;
  const resolvers = waiting;
  waiting = [];
  for (const resolve of resolvers) resolve();
}

/** Marks the session as lost. Resolves when the agent has signed in again. */
export function waitForSignIn(): Promise<void> {
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
