import type { TFunction } from 'i18next';

const keys = {
  0: 'ticket.source.s0',
  1: 'ticket.source.s1',
  2: 'ticket.source.s2',
  3: 'ticket.source.s3',
  4: 'ticket.source.s4',
  6: 'ticket.source.s6',
  7: 'ticket.source.s7',
  8: 'ticket.source.s8',
  9: 'ticket.source.s9',
  10: 'ticket.source.s10',
  11: 'ticket.source.s11',
  12: 'ticket.source.s12',
  13: 'ticket.source.s13',
  14: 'ticket.source.s14',
  15: 'ticket.source.s15',
  16: 'ticket.source.s16',
  17: 'ticket.source.s17',
  18: 'ticket.source.s18',
  19: 'ticket.source.s19',
  20: 'ticket.source.s20',
  21: 'ticket.source.s21',
} as const;

/** Returns the name of the channel by which a ticket came. A number without a name is returned as it is. */
export function sourceText(source: number | string, t: TFunction): string {
  return source in keys ? t(keys[Number(source) as keyof typeof keys]) : String(source);
}
