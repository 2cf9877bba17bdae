import type { Static, TObject, TProperties } from 'typebox';
import type { Reason } from './codes.ts';

/** A sentence in both languages of the product. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * One call of the wire, as data: what the server checks, the client types and the reference page are made from it.
 * The order of the parameters is the order in which a missing one is reported.
 */
export interface Endpoint<Parameters extends TObject = TObject, Answer extends TObject = TObject> {
  /** The last part of the path; also the file's name here and of its handler. */
  readonly name: string;
  /** As documented; an endpoint that only reads also takes POST. */
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
  /** The same call under other paths, which clients call too. */
  readonly otherPaths?: readonly `/${string}`[];
  /** `public` needs no token. */
  readonly access: 'public' | 'token';
  /** `true` when the call changes nothing. */
  readonly reads: boolean;
  /** Takes one file as multipart; its size is limited apart. */
  readonly upload?: boolean;
  readonly parameters: Parameters;
  /** The whole envelope of a success, made by `envelope.ts`. */
  readonly answer: Answer;
  readonly title: Words;
  readonly description: Words;
  /** Reasons particular to this call; those of transport, token and missing parameters go without saying. */
  readonly problems: readonly Reason[];
}

/** Every path that leads to the endpoint, the documented one first. */
export function pathsOf({ path, otherPaths = [] }: Endpoint): readonly string[] {
  return [path, ...otherPaths];
}

/** Keeps the literal types of an endpoint's parts. */
export function endpoint<const E extends Endpoint<TObject<TProperties>, TObject<TProperties>>>(value: E): E {
  return value;
}

/** What a handler receives: parameters merged, trimmed, converted and checked. */
export type Parameters<E extends Endpoint> = Static<E['parameters']>;

/** What a handler returns: the success envelope without the outcome, which the server adds. */
export type Answer<E extends Endpoint> = Omit<Static<E['answer']>, 'ret_code' | 'ret_msg'>;
