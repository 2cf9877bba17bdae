import type { FilePart } from '@gongdan/contract';
import type { ConsoleAnswer, ConsoleEndpoint, ConsoleParameters } from '@gongdan/contract/console';
import type { Context } from '../context.ts';
import type { Guesses } from '../people/guesses.ts';
import type { Passwords } from '../people/passwords.ts';
import type { Session, Sessions } from '../people/sessions.ts';
import type { Agent } from '../people/staff.ts';
import type { Vault } from '../vault.ts';
import type { Live } from './live/live.ts';

/** What every call of the console may know, before it is known whose it is. */
export interface HouseContext extends Omit<Context, 'company'> {
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly guesses: Guesses;
  readonly live: Live;
  /** Opens the making of the first admin. */
  readonly setupCode: string;
  readonly vault: Vault;
}

/** From where a call comes, and what it does to the browser's cookie. */
export interface Visit {
  /** The client's address, as far as proxies are believed. */
  readonly address: string;
  /** The secret of the session, valid or not; undefined when the call brought none. */
  readonly secret: string | undefined;
  /** Has the browser keep this secret from now on, null: forget the one it has. */
  keepSecret(secret: string | null): void;
}

/** What a call that anybody may make knows. */
export interface VisitorContext extends HouseContext {
  readonly visit: Visit;
}

/** What a call of an agent who is signed in knows. */
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
