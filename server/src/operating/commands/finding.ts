/** What `gongdan doctor` found of one thing: fine, worth a thought, or in the way of a server. */
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
