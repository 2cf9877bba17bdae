/** The result of one check of `gongdan doctor`. A server cannot run with `fail`, and should not with `warn`. */
export interface Finding {
  readonly result: 'ok' | 'warn' | 'fail';
  readonly text: string;
}

export function ok(text: string): Finding {
  return { result: 'ok', text };
}

export function warn(text: string): Finding {
  return { result: 'warn', text };
}

export function fail(text: string): Finding {
  return { result: 'fail', text };
}
