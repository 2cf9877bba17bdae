import type { Answer, endpoints, FilePart, Parameters } from '@gongdan/contract';

/** The file of an upload: bytes in memory, or the path of a file on disk. */
export type Upload = Blob | { readonly path: string; readonly name?: string };

type Endpoints = typeof endpoints;

/** Every call except get_token, which the client makes itself. */
export type CallName = Exclude<keyof Endpoints, 'get_token'>;

/** The parameters of a call, as a caller gives them. */
export type Given<N extends CallName> = GivenTo<Parameters<Endpoints[N]>>;

/** Replaces the type of a file as the server has it by that of a file to upload. */
type GivenTo<P> = { [K in keyof P]: NonNullable<P[K]> extends FilePart ? Upload : P[K] };

/** The answer of a call without `ret_code` and `ret_msg`: often one object as `item`, or a list as `items`. */
export type Answered<N extends CallName> = Answer<Endpoints[N]>;

/** The calls that return one page of a longer list. */
export type PagedName = {
  [N in CallName]: Answered<N> extends { items: unknown[]; page_count: number } ? N : never;
}[CallName];

/** One row of a paged list. */
export type Row<N extends PagedName> = Answered<N> extends { items: (infer R)[] } ? R : never;

export interface CallOptions {
  /** Ends the call, but not the fetch of a token, for which other calls may wait, too. */
  readonly signal?: AbortSignal;
  /** Sent as `Idempotency-Key`. A service that supports it executes a repeated call only once. */
  readonly idempotencyKey?: string;
  /**
   * The `hop` of the pushed message that caused this call. The service counts hops to break endless loops, in which a push
   * causes a call and the call causes the next push.
   */
  readonly hop?: number;
}

/** Makes the call of this name. */
export type Call = <N extends CallName>(name: N, parameters?: Given<N>, options?: CallOptions) => Promise<Answered<N>>;
