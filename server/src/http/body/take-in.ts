import type { IncomingMessage } from 'node:http';
import { Problem } from '../../errors.ts';
import { cutOff, watchPace } from './pace.ts';

/** Called with each chunk of a body. The next chunk waits for the promise; `enough` ends the reading. */
export type Take = (chunk: Buffer) => Promise<void> | 'enough' | undefined;

/** How a body is to be read. */
export interface Terms {
  /** Largest body, in bytes. */
  readonly limit: number;
  readonly take: Take;
  /** When the signal aborts, the reading ends and the signal's reason is thrown. */
  readonly signal?: AbortSignal;
  /** Called when the body comes too slowly. Without it the client gets 408 and the connection is cut. */
  readonly onSlow?: () => void;
}

/**
 * Reads a body to its end, or until `take` returns `enough`. Throws Problem `body_too_large` beyond the limit,
 * `body_malformed` when the client breaks off, and whatever `take` throws. The request is paused afterwards in each
 * case, and can be read further.
 */
export async function takeIn(request: IncomingMessage, terms: Terms): Promise<void> {
  terms.signal?.throwIfAborted();
  // The request emitted `end` already and will not emit it again.
  if (request.readableEnded) return;
  if (request.destroyed) throw brokenOff(request.errored);
  await new Reading(request, terms).ended;
}

/** Throws Problem when the head says that the body has more than `limit` bytes, before a byte of it is read. */
export function refuseTooLarge({ headers }: IncomingMessage, limit: number): void {
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
}

class Reading {
  readonly ended: Promise<void>;
  readonly #request: IncomingMessage;
  readonly #terms: Terms;
  readonly #settle: PromiseWithResolvers<void>;
  readonly #endWatch: () => void;
  #size = 0;
  /** Set while a chunk is being taken. */
  #taking: Promise<void> | undefined;
  #isOver = false;

  constructor(request: IncomingMessage, terms: Terms) {
    this.#request = request;
    this.#terms = terms;
    this.#settle = Promise.withResolvers<void>();
    this.ended = this.#settle.promise;
    this.#endWatch = watchPace(request, terms.onSlow ?? (() => cutOff(request)));
    terms.signal?.addEventListener('abort', this.#abort);
    request.on('data', this.#onData).on('end', this.#onEnd).on('error', this.#breakOff).resume();
  }

  readonly #onData = (chunk: Buffer): void => {
    const { limit, take } = this.#terms;
    this.#size += chunk.length;
    try {
      if (this.#size > limit) throw tooLarge(limit);
      const taken = take(chunk);
      if (taken === 'enough') this.#finish();
      else if (taken) this.#waitFor(taken);
    } catch (reason) {
      this.#fail(reason);
    }
  };

  #waitFor(taking: Promise<void>): void {
    this.#taking = taking;
    this.#request.pause();
    taking.then(() => {
      this.#taking = undefined;
      if (!this.#isOver) this.#request.resume();
    }, this.#fail);
  }

  /** A request emits `end` after its last chunk even while it is paused, so that chunk may still be being taken. */
  readonly #onEnd = (): void => {
    if (this.#taking) this.#taking.then(this.#finish, this.#fail);
    else this.#finish();
  };

  readonly #finish = (): void => {
    if (this.#stop()) this.#settle.resolve();
  };

  readonly #fail = (reason: unknown): void => {
    if (this.#stop()) this.#settle.reject(reason);
  };

  readonly #abort = (): void => this.#fail(this.#terms.signal!.reason);

  readonly #breakOff = (cause: Error): void => this.#fail(brokenOff(cause));

  /** Stops at once, because a request may emit several chunks in one turn. False when the reading was over already. */
  #stop(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#endWatch();
    this.#terms.signal?.removeEventListener('abort', this.#abort);
    this.#request.off('data', this.#onData).off('end', this.#onEnd).off('error', this.#breakOff).pause();
    return true;
  }
}

function tooLarge(limit: number): Problem {
  return new Problem('body_too_large', `more than ${limit} bytes`);
}

/** The Problem of a body that ended too early, because the client disconnected or was cut off. */
export function brokenOff(cause: unknown): Problem {
  return new Problem('body_malformed', 'the body broke off', { cause });
}
