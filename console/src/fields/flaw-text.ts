import type { TFunction } from 'i18next';
import type { Flaw } from './check-value.ts';

const keys = {
  required: 'fields.flaw.required',
  tooShort: 'fields.flaw.tooShort',
  tooLong: 'fields.flaw.tooLong',
  notNumber: 'fields.flaw.notNumber',
  tooSmall: 'fields.flaw.tooSmall',
  tooLarge: 'fields.flaw.tooLarge',
  notDate: 'fields.flaw.notDate',
  notTime: 'fields.flaw.notTime',
  notDateTime: 'fields.flaw.notDateTime',
  noOption: 'fields.flaw.noOption',
  notLeaf: 'fields.flaw.notLeaf',
  noRegion: 'fields.flaw.noRegion',
} as const satisfies Record<Flaw['reason'], string>;

export function flawText(flaw: Flaw | null, t: TFunction): string | undefined {
  return flaw === null ? undefined : t(keys[flaw.reason], { bound: flaw.bound ?? 0 });
}
