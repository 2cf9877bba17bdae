import type { Dispatcher } from 'undici';
import type { Attempt, Fault } from './attempt.ts';
import { faultOf } from './fault.ts';

/** What came back to a request. */
export type Heard = Pick<Attempt, 'status' | 'fault' | 'faultText' | 'answer' | 'retryAfterMs'>;

export interface Patience {
  /** Until the answer's head. */
  readonly firstByteMs: number;
  /** Until its end. */
  readonly totalMs: number;
  readonly now: () => number;
}

/** More of an answer isn't read. */
const mostBytes = 64 * 1024;

/** Lets `send` begin a request and listens for its answer, no longer and no further than it has to. */
export function hear(patience: Patience, send: (handler: Dispatcher.DispatchHandler) => void): Promise<Heard> {
  return new Promise((resolve) => {
    const handler = listener(patience, resolve);
    try {
      send(handler);
    } catch (error) {
      handler.onResponseError(null, error);
    }
  });
}

function listener({ firstByteMs, totalMs, now }: Patience, done: (heard: Heard) => void) {
  const chunks: Buffer[] = [];
  let size = 0;
  let status: number | null = null;
  let retryAfterMs: number | null = null;
  let request: Dispatcher.DispatchController | null = null;
  let over = false;
  const firstByte = setTimeout(() => giveUp('no answer in time'), firstByteMs);
  const total = setTimeout(() => giveUp('the answer did not end in time'), totalMs);

  function end(fault: Fault | null, faultText: string): void {
    if (over) return;
    over = true;
    clearTimeout(firstByte);
    clearTimeout(total);
    const answer = Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8');
    done({ status, fault, faultText, answer, retryAfterMs });
  }

  function giveUp(why: string): void {
    end('timed_out', why);
    request?.abort(new Error(why));
  }

  return {
    onRequestStart(controller: Dispatcher.DispatchController): void {
      request = controller;
      if (over) controller.abort(new Error('too late'));
    },
    onResponseStart(_: unknown, code: number, headers: Record<string, string | string[] | undefined>): void {
      clearTimeout(firstByte);
      status = code;
      retryAfterMs = waitAskedFor(headers['retry-after'], now());
    },
    onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= mostBytes) return;
      end(null, '');
      controller.abort(new Error('enough of the answer'));
    },
    onResponseEnd(): void {
      end(null, '');
    },
    onResponseError(_: unknown, error: unknown): void {
      end(faultOf(error), error instanceof Error ? error.message : String(error));
    },
  };
}

/** Retry-After comes as seconds or as a date; anything else is none. */
function waitAskedFor(header: string | string[] | undefined, now: number): number | null {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return null;
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  return Number.isNaN(until) ? null : Math.max(0, until - now);
}
