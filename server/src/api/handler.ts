import type { Answer, Endpoint, Parameters } from '@gongdan/contract';
import type { Context, Subscribe, Tx } from '../context.ts';
import type { JsonText } from '../json/json-text.ts';
import type { SignIn } from '../people/sign-in.ts';

/** What a call that needs no token may know: everything but a company, and how to get a token. */
export interface PublicContext extends Omit<Context, 'company'> {
  readonly signIn: SignIn;
  readonly subscribe: Subscribe;
}

/** What a call without a token knows: where it comes from, unless its connection was lost already. */
export interface StrangerContext extends PublicContext {
  readonly address: string | undefined;
}

/** What a call of a company may know. */
export interface CallContext extends Context {
  /** Set when the call carries an Idempotency-Key; `change` heeds it. */
  readonly once?: Once | undefined;
}

/** Acts and keeps the answer in the same transaction; or, when that was done before, answers what was kept. */
export type Once = <Answer extends object>(tx: Tx, act: () => Promise<Answer>) => Promise<Answer>;

/**
 * Answers one endpoint: the wire's checked parameters in, the envelope without its outcome out; throws Problem.
 * A few answers are too large to be made anew for each call: those come prepared.
 */
export type Handler<E extends Endpoint> = (
  context: E['access'] extends 'public' ? StrangerContext : CallContext,
  parameters: Parameters<E>,
) => Promise<Answer<E> | ReadyAnswer | PreparedAnswer>;

/** The tag that tells the forms of an answer apart: no member of the wire is a symbol. */
export const form: unique symbol = Symbol('form of an answer');

/** What handlers answer, each in its form. */
export type Answered = ValueAnswer | ReadyAnswer | PreparedAnswer;

/** The envelope without its outcome, as a value: most answers. */
export type ValueAnswer = object & { readonly [form]?: undefined };

/** The envelope without its outcome, as text already: for what is asked for most. */
export interface ReadyAnswer {
  readonly [form]: 'ready';
  readonly members: JsonText;
}

export function ready(members: JsonText): ReadyAnswer {
  return { [form]: 'ready', members };
}

export type Encoding = 'br' | 'gzip' | 'identity';

/** A whole answer, outcome included, whose bytes are made once and sent as they are. */
export interface PreparedAnswer {
  readonly [form]: 'prepared';
  readonly contentType: string;
  /** With its quotes; weak, because it is the same for every encoding. */
  readonly etag: string;
  /** The body in that encoding, made at its first use. */
  readonly body: (encoding: Encoding) => Promise<Buffer>;
}
