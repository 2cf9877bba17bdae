import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { classes } from './classes.ts';
import type { Control } from './fields.tsx';
import { type Option, Picker } from './picker.tsx';
import { Popover } from './popover.tsx';

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly onSearch?: (text: string) => void;
  /** Shown while nothing is chosen. */
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** The attributes from the `Field` around it. */
  readonly control?: Control;
}

/** A choice of one option in a form. A long list has a search field; with `onSearch` the caller does the search. */
export function Select<Value extends string>({ label, value, options, onChange, ...rest }: SelectProps<Value>) {
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const shown = chosen?.text ?? rest.placeholder ?? '';
  const trigger = (
    <button
      type="button"
      className="select"
      disabled={rest.disabled}
      aria-label={`${label}: ${shown}`}
      id={rest.control?.id}
      aria-describedby={rest.control?.['aria-describedby']}
    >
      {chosen?.icon}
      <span className={classes('truncate', chosen === undefined && 'select-empty')}>{shown}</span>
      <ChevronDown className="select-chevron" size={14} />
    </button>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger={trigger} label={label}>
      <Picker
        label={label}
        options={options}
        selected={value === null ? [] : [value]}
        onPick={(picked) => {
          setOpen(false);
          onChange(picked);
        }}
        {...(rest.onSearch === undefined ? {} : { onSearch: rest.onSearch })}
      />
    </Popover>
  );
}
