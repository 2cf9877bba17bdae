import type { Static, TObject, TProperties } from 'typebox';
import type { Words } from '../endpoint.ts';
import type { ConsoleReason } from './faults.ts';

/** Who may call: anybody, or a signed-in agent of at least that role. */
export type Access = 'public' | 'agent' | 'supervisor' | 'admin';

/**
 * One call of the console, as data. A GET takes its parameters from the query, where lists and objects are JSON; a POST
 * is a JSON object, must carry the session's `x-csrf-token`, and changes something. What succeeds answers 200 with
 * `answer`; what does not, a `Fault` with the status of its reason (faults.ts).
 */
export interface ConsoleEndpoint<Parameters extends TObject = TObject, Answer extends TObject = TObject> {
  readonly method: 'GET' | 'POST';
  readonly path: `/api/console/1/${string}`;
  readonly access: Access;
  /** Takes one file as multipart. */
  readonly upload?: boolean;
  readonly parameters: Parameters;
  readonly answer: Answer;
  readonly title: Words;
  /** Reasons particular to this call. */
  readonly problems: readonly ConsoleReason[];
}

/** Keeps the literal types of an endpoint's parts. */
export function consoleEndpoint<const E extends ConsoleEndpoint<TObject<TProperties>, TObject<TProperties>>>(
  value: E,
): E {
  return value;
}

/** What a handler receives, and what a caller gives. */
export type ConsoleParameters<E extends ConsoleEndpoint> = Static<E['parameters']>;

export type ConsoleAnswer<E extends ConsoleEndpoint> = Static<E['answer']>;
