import type { Static, TObject, TProperties } from 'typebox';
import type { Reason } from './codes.ts';

/** A text in both languages of the product. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * One call of the wire, as data. The server's checks, the client's types and the reference page are made from it.
 * When several parameters are missing, the server reports the one that comes first in `parameters`.
 */
export interface Endpoint<Parameters extends TObject = TObject, Answer extends TObject = TObject> {
  /** The name of the endpoint's file and of its handler's file. It is the last part of `path`, unless two paths end alike. */
  readonly name: string;
  /** The documented method. An endpoint that only reads accepts POST as well. */
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
  /** Other paths under which clients make the same call. */
  readonly otherPaths?: readonly `/${string}`[];
  /** `public` needs no token. */
  readonly access: 'public' | 'token';
  /** `true` when the call changes nothing. */
  readonly reads: boolean;
  /** `true` when the call takes one file as multipart. Uploads have a size limit of their own. */
  readonly upload?: boolean;
  readonly parameters: Parameters;
  /** The whole envelope of a success, made by a function of `envelope.ts`. */
  readonly answer: Answer;
  readonly title: Words;
  readonly description: Words;
  /** Reasons of this call alone. Those of transport, token and missing parameters apply to every call. */
  readonly problems: readonly Reason[];
}

/** Returns every path of the endpoint, the documented one first. */
export function pathsOf({ path, otherPaths = [] }: Endpoint): readonly string[] {
  return [path, ...otherPaths];
}

/** Returns its argument with the literal types of its parts. */
export function endpoint<const E extends Endpoint<TObject<TProperties>, TObject<TProperties>>>(value: E): E {
  return value;
}

/** The parameters as a handler receives them: merged, trimmed, converted and checked. */
export type Parameters<E extends Endpoint> = Static<E['parameters']>;

/** The answer as a handler returns it: a success without `ret_code` and `ret_msg`, which the server adds. */
export type Answer<E extends Endpoint> = Omit<Static<E['answer']>, 'ret_code' | 'ret_msg'>;
