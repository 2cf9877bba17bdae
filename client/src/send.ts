import { CallError } from './call-error.ts';
import type { Request } from './request.ts';

export interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends one request and returns the parsed answer without `ret_code` and `ret_msg`. Throws CallError when `ret_code` is
 * not 000000 (success), or when the answer has none.
 */
export async function send(
  call: string,
  { url, method, headers, body }: Request,
  extra: Readonly<Record<string, string>>,
  { timeoutMs, signal }: Limits,
): Promise<Record<string, unknown>> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const answer = await fetch(url, {
    method,
    headers: { ...headers, ...extra },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    ...(body === undefined ? {} : { body }),
  });
  const envelope = parse(await answer.text());
  if (envelope === undefined) throw new CallError(call, String(answer.status), 'the answer is no envelope', answer);
  const { ret_code, ret_msg, ...rest } = envelope;
  const code = ret_code ?? rest.retCode;
  if (code !== '000000') throw new CallError(call, String(code), String(ret_msg ?? rest.retMsg), answer);
  return rest;
}

/** Returns the envelope, or undefined when the text is no envelope. The documented get_timezone answers `retCode` instead. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return 'ret_code' in value || 'retCode' in value ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
