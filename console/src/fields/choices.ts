import { splitChoices } from './check-value.ts';
import type { Field } from './field.ts';

/** Adds or removes a choice. The order is that of the options; stored choices that are no longer options are kept. */
export function toggleChoice(field: Field, value: string, option: string): string {
  const chosen = new Set(splitChoices(value));
  if (!chosen.delete(option)) chosen.add(option);
  const known = field.options.map((one) => one.value).filter((one) => chosen.delete(one));
  return [...known, ...chosen].join(',');
}
