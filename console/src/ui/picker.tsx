import { Check } from 'lucide-react';
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import './picker.css';

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly text: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  /** Shown at the end of the line: a key or a number. */
  readonly end?: ReactNode;
  readonly disabled?: boolean;
}

interface PickerProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly selected: readonly Value[];
  readonly onPick: (value: Value) => void;
  /** Is called with the typed text, for a search by the caller. Without it the given options are searched. */
  readonly onSearch?: (text: string) => void;
  readonly placeholder?: string;
  readonly multiple?: boolean;
}

/** A list with fewer options has no search field, unless the caller does the search. */
const enoughToSearch = 8;

/** A list to choose from by keys, pointer or typing. The focus stays in the search field, or else on the list. */
export function Picker<Value extends string>(props: PickerProps<Value>) {
  const { label, options, onSearch, onPick, selected } = props;
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const searches = onSearch !== undefined || options.length >= enoughToSearch;
  const shown = useMemo(() => (onSearch ? options : matchingOptions(options, text)), [options, text, onSearch]);
  const { list, active, setActive, onKeyDown } = useActive(shown, selected, onPick, searches);
  // The attributes of the element that has the focus: the search field, or the list if there is none.
  const focusProps = {
    'aria-activedescendant': shown[active] === undefined ? undefined : `${id}-${active}`,
    onKeyDown,
  };
  const search = (value: string) => {
    setText(value);
    setActive(0);
    onSearch?.(value);
  };
  const placeholder = props.placeholder ?? t('ui.search');

  return (
    <div className="picker">
      {searches && (
        <SearchField
          label={label}
          list={id}
          placeholder={placeholder}
          text={text}
          onText={search}
          focusProps={focusProps}
        />
      )}
      <div
        ref={list}
        id={id}
        className="picker-list scrolls"
        role="listbox"
        aria-label={label}
        aria-multiselectable={props.multiple || undefined}
        tabIndex={searches ? -1 : 0}
        {...(searches ? {} : focusProps)}
      >
        {shown.map((option, index) => (
          <PickerOption
            key={option.value}
            id={`${id}-${index}`}
            option={option}
            active={index === active}
            selected={selected.includes(option.value)}
            onPoint={() => setActive(index)}
            onPick={() => !option.disabled && onPick(option.value)}
          />
        ))}
      </div>
      {shown.length === 0 && <p className="picker-empty">{t('ui.nothingFound')}</p>}
    </div>
  );
}

/** Keeps track of the active option and scrolls it into view. Without a search field the list itself gets the focus. */
function useActive<Value extends string>(
  shown: readonly Option<Value>[],
  selected: readonly Value[],
  onPick: (value: Value) => void,
  searches: boolean,
) {
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      shown.findIndex((one) => selected.includes(one.value)),
    ),
  );
  useEffect(() => {
    if (!searches) list.current?.focus();
  }, [searches]);
  useEffect(() => {
    list.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const option = shown[active];
    if (step !== undefined) setActive(step(active, shown.length));
    else if (event.key !== 'Enter') return;
    else if (option !== undefined && !option.disabled) onPick(option.value);
    event.preventDefault();
    event.stopPropagation();
  };
  return { list, active, setActive, onKeyDown };
}

interface SearchFieldProps {
  readonly label: string;
  readonly list: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly focusProps: ComponentProps<'input'>;
}

function SearchField({ label, list, placeholder, text, onText, focusProps }: SearchFieldProps) {
  return (
    <input
      className="picker-search"
      role="combobox"
      aria-expanded="true"
      aria-controls={list}
      aria-autocomplete="list"
      aria-label={label}
      placeholder={placeholder}
      autoComplete="off"
      value={text}
      onChange={(event) => onText(event.target.value)}
      // biome-ignore lint/a11y/noAutofocus: the user opened the picker to type or to choose by keys
      autoFocus
      {...focusProps}
    />
  );
}

interface OptionProps {
  readonly id: string;
  readonly option: Option;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onPick: () => void;
}

function PickerOption({ id, option, active, selected, onPoint, onPick }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the focused list or search field handles the keys
    <div
      id={id}
      className="option"
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-disabled={option.disabled || undefined}
      data-active={active}
      onPointerMove={onPoint}
      onClick={onPick}
    >
      {option.icon}
      <span className="option-text">
        <span className="truncate">{option.text}</span>
        {option.hint !== undefined && <span className="option-hint truncate">{option.hint}</span>}
      </span>
      {option.end !== undefined && <span className="menu-end">{option.end}</span>}
      {selected && <Check className="option-check" size={14} />}
    </div>
  );
}

/** By key, returns the index of the next active option. Page Down and Page Up move by eight options. */
const steps: Readonly<Record<string, (index: number, length: number) => number>> = {
  ArrowDown: (index, length) => (length === 0 ? 0 : (index + 1) % length),
  ArrowUp: (index, length) => (length === 0 ? 0 : (index - 1 + length) % length),
  PageDown: (index, length) => Math.max(0, Math.min(length - 1, index + 8)),
  PageUp: (index) => Math.max(0, index - 8),
};

/** Returns the options whose text or hint contains every typed word, first those that begin with the first word. */
export function matchingOptions<Value extends string>(
  options: readonly Option<Value>[],
  text: string,
): readonly Option<Value>[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const matches = (option: Option) => {
    const searched = `${option.text} ${option.hint ?? ''}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  };
  const begins = (option: Option) => option.text.toLowerCase().startsWith(words[0] ?? '');
  const found = options.filter(matches);
  return [...found.filter(begins), ...found.filter((option) => !begins(option))];
}
