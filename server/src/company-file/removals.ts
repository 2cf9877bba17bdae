import type { PlannedChange } from './plan.ts';
import { type Entry, keyOf } from './section.ts';
import { flatten, optionValue } from './sections/options.ts';
import type { OptionEntry } from './shape.ts';

/** An entry, or an option of a field, that `--prune` would remove. */
export interface Removal {
  /** Made by `keyOf`. */
  readonly key: string;
  readonly section: string;
  readonly id: string;
  /** The name by which people know it. */
  readonly name: string;
}

/** Returns what the changes of a dry run remove. */
export function removalsOf(changes: readonly PlannedChange[]): Removal[] {
  return changes.flatMap((change) => {
    const { section, id, from = {} } = change;
    if (change.change === 'remove') return [{ key: keyOf(section, id), section, id, name: nameOf(from) }];
    return section === 'fields' || section === 'customer_fields' ? removedOptions(change) : [];
  });
}

function removedOptions({ section, id, from, to }: PlannedChange): Removal[] {
  const options = section === 'fields' ? 'options' : 'customer_options';
  const kept = new Set(optionsOf(to).map(optionValue));
  return optionsOf(from)
    .filter((option) => !kept.has(optionValue(option)))
    .map((option) => {
      const inner = `${id}/${optionValue(option)}`;
      return { key: keyOf(options, inner), section: `${section}.options`, id: inner, name: option.data_name };
    });
}

function optionsOf(entry: Entry = {}): OptionEntry[] {
  return flatten((entry.options ?? []) as OptionEntry[]);
}

/** Returns the name by which people know an entry; "" when it has none. */
export function nameOf(entry: Entry): string {
  const key = Object.keys(entry).find((one) => /(^|_)(name|nick)$|^url$/.test(one));
  return key === undefined ? '' : String(entry[key]);
}
