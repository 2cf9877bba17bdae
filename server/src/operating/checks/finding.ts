import type { Words } from '@gongdan/contract';
import { localTime, localZone } from '../terminal/shown.ts';

/** The result of one check of `gongdan doctor`. A server cannot run with `fail`, and should not with `warn`. */
export interface Finding {
  readonly result: 'ok' | 'warn' | 'fail';
  /** Names the check, for programs that read the findings. */
  readonly name: string;
  readonly text: Words;
}

export function ok(name: string, text: Words): Finding {
  return { result: 'ok', name, text };
}

export function warn(name: string, text: Words): Finding {
  return { result: 'warn', name, text };
}

export function fail(name: string, text: Words): Finding {
  return { result: 'fail', name, text };
}

/** An instant in the local zone, with the zone's name, because findings may come from a server elsewhere. */
export function shownTime(at: number): string {
  return `${localTime(at)} ${localZone()}`;
}
