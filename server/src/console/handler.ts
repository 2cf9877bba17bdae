import type { FilePart } from '@gongdan/contract';
import type { ConsoleAnswer, ConsoleEndpoint, ConsoleParameters } from '@gongdan/contract/console';
import type { Context } from '../context.ts';
import type { Guesses } from '../people/guesses.ts';
import type { Passwords } from '../people/passwords.ts';
import type { NoteRefused } from '../people/refused-sign-ins.ts';
import type { Session, Sessions } from '../people/sessions.ts';
import type { Agent } from '../people/staff.ts';
import type { Vault } from '../vault.ts';
import type { Live } from './live/live.ts';

/** The context of the whole server, as the console uses it: without a company, an agent or a request. */
export interface ServerContext extends Omit<Context, 'company'> {
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly guesses: Guesses;
  readonly noteRefused: NoteRefused;
  readonly live: Live;
  /** The code with which the first admin can be created. */
  readonly setupCode: string;
  readonly vault: Vault;
}

/** The client of a call: its address, and access to the cookie in its browser. */
export interface Visit {
  /** The client's address, taken from the headers of trusted proxies. */
  readonly address: string;
  /** The secret in the cookie, valid or not; undefined when there is none. */
  readonly secret: string | undefined;
  /** Names the agent who calls in the log line of the call. */
  noteCaller(agent: Pick<Session, 'companyId' | 'agentId'>): void;
  /** Stores a secret in the browser's cookie; null removes it. */
  keepSecret(secret: string | null): void;
}

/** The context of a call that anybody may make. */
export interface VisitorContext extends ServerContext {
  readonly visit: Visit;
}

/** The context of a call by an agent who is signed in. */
export interface ConsoleContext extends Context, VisitorContext {
  readonly agent: Agent;
  readonly session: Session;
}

type Received<E extends ConsoleEndpoint> = ConsoleParameters<E> &
  (E extends { readonly upload: true } ? { readonly file: FilePart } : unknown);

/** Answers one call of the console: checked parameters in, the answer out; throws Problem. */
export type ConsoleHandler<E extends ConsoleEndpoint> = (
  context: E['access'] extends 'public' ? VisitorContext : ConsoleContext,
  parameters: Received<E>,
) => Promise<ConsoleAnswer<E>>;
