import type { Dispatcher } from 'undici';
import { answerText } from './answer-text.ts';
import type { Attempt, Fault } from './attempt.ts';
import { faultOf } from './fault.ts';
import { type AnswerBytes, unpackAnswer } from './unpack-answer.ts';

/** The properties of an attempt that depend on the answer, or on its absence. */
export type Received = Pick<Attempt, 'status' | 'fault' | 'faultText' | 'answer' | 'retryAfterMs'>;

export interface TimeLimits {
  /** The longest time from the request to the head of the answer. */
  readonly firstByteMs: number;
  /** The longest time from the request to the end of the answer. */
  readonly totalMs: number;
  readonly now: () => number;
}

/** Bounds the answer as it is received, and again when it is unpacked. The rest is dropped. */
const mostBytes = 64 * 1024;

/**
 * Calls `send` to start a request and resolves with its answer. Stops reading after the time limits or 64 KB. Never
 * rejects: a failure is in the result.
 */
export async function receiveAnswer(
  limits: TimeLimits,
  send: (handler: Dispatcher.DispatchHandler) => void,
): Promise<Received> {
  const packed = await new Promise<PackedAnswer>((resolve) => {
    const handler = listener(limits, resolve);
    try {
      send(handler);
    } catch (error) {
      handler.onResponseError(null, error);
    }
  });
  return unpacked(packed);
}

/** An answer whose body still has the encodings that `content-encoding` names, such as gzip. */
interface PackedAnswer extends Omit<Received, 'answer'> {
  readonly body: AnswerBytes;
  readonly contentEncoding: string;
}

/** If the body cannot be unpacked, the try fails, because the unreadable text may say that the message was refused. */
async function unpacked({ body, contentEncoding, ...others }: PackedAnswer): Promise<Received> {
  try {
    return { ...others, answer: answerText(await unpackAnswer(body, contentEncoding, mostBytes)) };
  } catch (error) {
    if (others.fault !== null) return { ...others, answer: '' };
    return { ...others, fault: 'answer_unreadable', faultText: textOf(error), answer: '' };
  }
}

function listener({ firstByteMs, totalMs, now }: TimeLimits, done: (packed: PackedAnswer) => void) {
  const chunks: Buffer[] = [];
  let size = 0;
  let status: number | null = null;
  let retryAfterMs: number | null = null;
  let contentEncoding = '';
  let request: Dispatcher.DispatchController | null = null;
  let over = false;
  const firstByte = setTimeout(() => giveUp('no answer in time'), firstByteMs);
  const total = setTimeout(() => giveUp('the answer did not end in time'), totalMs);

  function end(fault: Fault | null, faultText: string): void {
    if (over) return;
    over = true;
    clearTimeout(firstByte);
    clearTimeout(total);
    const body = { bytes: Buffer.concat(chunks).subarray(0, mostBytes), isCut: fault !== null || size > mostBytes };
    done({ status, fault, faultText, body, contentEncoding, retryAfterMs });
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
      contentEncoding = [headers['content-encoding'] ?? []].flat().join(',');
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
      end(faultOf(error), textOf(error));
    },
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Retry-After holds seconds or a date; anything else is ignored. */
function waitAskedFor(header: string | string[] | undefined, now: number): number | null {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return null;
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  return Number.isNaN(until) ? null : Math.max(0, until - now);
}
