import { CallError } from './call-error.ts';
import type { Request } from './request.ts';

export interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends one request and returns the parsed answer without `ret_code` and `ret_msg`. Throws CallError when the code is not
 * 000000 (success), or when the answer has none. The documented get_timezone answers `retCode` and `retMsg` in place of
 * the two: they count as code and text, and are returned with the answer.
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

/** Returns the envelope; undefined when the text is not a JSON object with a `ret_code` or `retCode`. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return 'ret_code' in value || 'retCode' in value ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
