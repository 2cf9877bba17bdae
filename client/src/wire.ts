import type { Answer, Endpoint, endpoints, FilePart, Parameters } from '@gongdan/contract';

/** What an upload takes: bytes in memory, or the path of a file. */
export type Upload = Blob | { readonly path: string; readonly name?: string };

type Endpoints = typeof endpoints;

/** Every call but the one for tokens, which the client makes by itself. */
export type CallName = Exclude<keyof Endpoints, 'get_token'>;

/** Parameters of a call as a caller gives them. */
export type Given<N extends CallName> = GivenTo<Parameters<Endpoints[N]>>;

type GivenTo<P> = { [K in keyof P]: NonNullable<P[K]> extends FilePart ? Upload : P[K] };

/** What a call answers: `item`, `items` and the paging. */
export type Answered<N extends CallName> = AnswerTo<Endpoints[N]>;

type AnswerTo<E extends Endpoint> = Answer<E>;

/** The calls that answer a page of a longer list. */
export type PagedName = {
  [N in CallName]: Answered<N> extends { items: unknown[]; page_count: number } ? N : never;
}[CallName];

/** One row of such a list. */
export type Row<N extends PagedName> = Answered<N> extends { items: (infer R)[] } ? R : never;

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Sent as `Idempotency-Key`: a service that heeds it does a repeated call only once. */
  readonly idempotencyKey?: string;
  /** The `hop` of the pushed message that led to this call, so that pushes do not go round for ever. */
  readonly hop?: number;
}

/** One call, whichever. */
export type Call = <N extends CallName>(name: N, parameters?: Given<N>, options?: CallOptions) => Promise<Answered<N>>;
