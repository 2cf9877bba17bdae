import type { Answer, Endpoint, Parameters } from '@gongdan/contract';
import type { Context, Subscribe, Tx } from '../context.ts';
import type { JsonText } from '../json/json-text.ts';
import type { SignIn } from '../people/sign-in.ts';
import type { TokenOwner } from '../people/token.ts';

/** The context of a call without a token: it has no company, but can issue tokens. */
export interface PublicContext extends Omit<Context, 'company'> {
  readonly signIn: SignIn;
  readonly subscribe: Subscribe;
}

/** The context of a call without a token, with the caller's address. */
export interface StrangerContext extends PublicContext {
  /** Undefined when the connection is lost already. */
  readonly address: string | undefined;
  /** Names the app in the log line of the call, once the call has proved to be from it. */
  readonly noteCaller: (app: TokenOwner) => void;
}

/** The context of a call of a company. */
export interface CallContext extends Context {
  /** Set when the call has an Idempotency-Key; `change` uses it. */
  readonly once?: Once | undefined;
}

/** Runs `act` and stores its answer in the same transaction; returns the stored answer when there is one already. */
export type Once = <Answer extends object>(tx: Tx, act: () => Promise<Answer>) => Promise<Answer>;

/**
 * Answers one endpoint: takes checked parameters and returns the answer in one of the three forms below. Throws Problem.
 */
export type Handler<E extends Endpoint> = (
  context: E['access'] extends 'public' ? StrangerContext : CallContext,
  parameters: Parameters<E>,
) => Promise<Answer<E> | ReadyAnswer | PreparedAnswer>;

/** The tag that tells the forms of an answer apart: no member of the wire is a symbol. */
export const form: unique symbol = Symbol('form of an answer');

/** The answers of handlers, one type for each form. */
export type Answered = ValueAnswer | ReadyAnswer | PreparedAnswer;

/** The envelope without `ret_code` and `ret_msg`, as a value. Most answers have this form. */
export type ValueAnswer = object & { readonly [form]?: undefined };

/** The envelope without `ret_code` and `ret_msg`, as JSON text. The most frequent calls answer in this form. */
export interface ReadyAnswer {
  readonly [form]: 'ready';
  readonly members: JsonText;
}

export function ready(members: JsonText): ReadyAnswer {
  return { [form]: 'ready', members };
}

export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * A whole answer with `ret_code` and `ret_msg`. Its bytes are made once, because a few answers are too large to be made
 * for each call.
 */
export interface PreparedAnswer {
  readonly [form]: 'prepared';
  readonly contentType: string;
  /** The value of the header ETag, with its quotes. It is a weak one, because all encodings share it. */
  readonly etag: string;
  /** Returns the body in this encoding. It is compressed at the first use. */
  readonly body: (encoding: Encoding) => Promise<Buffer>;
}
