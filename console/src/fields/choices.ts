import { splitChoices } from './check-value.ts';
import type { Field } from './field.ts';

/** Takes one choice in or out; the order stays that of the field's options, and what is no option any more stays. */
export function toggleChoice(field: Field, value: string, option: string): string {
  const chosen = new Set(splitChoices(value));
  if (!chosen.delete(option)) chosen.add(option);
  const known = field.options.map((one) => one.value).filter((one) => chosen.delete(one));
  return [...known, ...chosen].join(',');
}
