import type { Words } from '@gongdan/contract';
import { fieldOf, Problem } from '../../errors.ts';
import { propertyNames } from '../../wire/property-names.ts';

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

/** An instant as people of this machine write it, with the zone, because findings may come from a server elsewhere. */
export function shownTime(at: number): string {
  // Sweden writes dates as ISO 8601 does.
  return `${new Date(at).toLocaleString('sv-SE')} ${new Intl.DateTimeFormat().resolvedOptions().timeZone}`;
}

/** The words of an error. Those of a Problem begin with the field at fault. */
export function wordsOfError(error: unknown): Words | undefined {
  if (!(error instanceof Problem)) return undefined;
  const field = fieldOf(error, propertyNames);
  const prefix = field === undefined ? '' : `${field} `;
  return { zh: `${prefix}${error.zh ?? error.text}`, en: `${prefix}${error.text}` };
}
