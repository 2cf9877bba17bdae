import type { Static, TObject, TProperties } from 'typebox';
import type { Words } from '../endpoint.ts';
import type { ConsoleReason } from './faults.ts';

/** The callers that are allowed: anyone, or signed-in agents with at least this role. */
export type Access = 'public' | 'agent' | 'supervisor' | 'admin';

/**
 * One call of the console, as data. A GET takes its parameters from the query, where lists and objects are JSON. A POST
 * changes something; it sends a JSON object and, unless its access is `public`, the session's `x-csrf-token`. A success
 * is 200 with `answer`; a failure is a `fault` with the status of its reason (faults.ts).
 */
export interface ConsoleEndpoint<Parameters extends TObject = TObject, Answer extends TObject = TObject> {
  readonly method: 'GET' | 'POST';
  readonly path: `/api/console/1/${string}`;
  readonly access: Access;
  /** `true` when the call takes one file as multipart. */
  readonly upload?: boolean;
  readonly parameters: Parameters;
  readonly answer: Answer;
  readonly title: Words;
  /** Reasons of this call alone. */
  readonly problems: readonly ConsoleReason[];
}

/** Returns its argument with the literal types of its parts. */
export function consoleEndpoint<const E extends ConsoleEndpoint<TObject<TProperties>, TObject<TProperties>>>(
  value: E,
): E {
  return value;
}

/** The parameters, as a caller sends and a handler receives them. */
export type ConsoleParameters<E extends ConsoleEndpoint> = Static<E['parameters']>;

export type ConsoleAnswer<E extends ConsoleEndpoint> = Static<E['answer']>;
