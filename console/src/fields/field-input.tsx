import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../ui/classes.ts';
import { Checkbox, type Control, Field as Labelled } from '../ui/fields.tsx';
import { Popover } from '../ui/popover.tsx';
import { splitChoices } from './check-value.ts';
import { ChoiceSheet } from './choice-sheet.tsx';
import { toggleChoice } from './choices.ts';
import { type Field, fieldType, isRequired } from './field.ts';
import { fieldText } from './field-text.ts';
import { NativeInput } from './native-input.tsx';
import './field-input.css';

interface FieldInputProps {
  readonly field: Field;
  /** The value as it is stored. */
  readonly value: string;
  /** The server's text for the value, such as the names of a region; "" if it is not known. */
  readonly text: string;
  readonly error: string | undefined;
  readonly onChange: (value: string, text: string) => void;
}

/** Edits a custom field in a form. */
export function FieldInput(props: FieldInputProps) {
  const { field, error } = props;
  if (field.type === fieldType.radio || field.type === fieldType.checkboxes) return <OptionGroup {...props} />;
  return (
    <Labelled label={field.name} required={isRequired(field)} error={error}>
      {(control) => <OneControl {...props} control={control} />}
    </Labelled>
  );
}

function OneControl({ field, value, text, onChange, control }: FieldInputProps & { control: Control }) {
  const { select, cascade, region } = fieldType;
  if (([select, cascade, region] as number[]).includes(field.type)) {
    return <SheetSelect field={field} value={value} text={text} onChange={onChange} control={control} />;
  }
  return <NativeInput field={field} value={value} onWrite={(next) => onChange(next, '')} {...control} />;
}

function SheetSelect({ field, value, text, onChange, control }: Omit<FieldInputProps, 'error'> & { control: Control }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const shown = fieldText(field, value, text);
  const trigger = (
    <button
      type="button"
      className="select"
      id={control.id}
      aria-describedby={control['aria-describedby']}
      aria-label={`${field.name}: ${shown || t('fields.choose')}`}
    >
      <span className={classes('truncate', shown === '' && 'select-empty')}>{shown || t('fields.choose')}</span>
      <ChevronDown className="select-chevron" size={14} />
    </button>
  );
  const done = (next: string, nextText: string) => {
    setOpen(false);
    onChange(next, nextText);
  };
  return (
    <Popover open={open} onOpenChange={setOpen} label={field.name} trigger={trigger}>
      <ChoiceSheet field={field} value={value} text={text} onDone={done} />
    </Popover>
  );
}

/** Shows the options as the browser's own radio buttons or checkboxes. */
function OptionGroup({ field, value, error, onChange }: FieldInputProps) {
  const single = field.type === fieldType.radio;
  const chosen = single ? [value] : splitChoices(value);
  const note = `note-${field.id}`;
  const choose = (option: string) => onChange(single ? option : toggleChoice(field, value, option), '');
  return (
    <fieldset className="field option-group" aria-describedby={error === undefined ? undefined : note}>
      <legend className="field-label">
        {isRequired(field) && (
          <span className="field-required" aria-hidden="true">
            *
          </span>
        )}
        {field.name}
      </legend>
      {field.options.map((option) => (
        <label className="option-label" key={option.id} htmlFor={`option-${option.id}`}>
          <Checkbox
            id={`option-${option.id}`}
            type={single ? 'radio' : 'checkbox'}
            name={`field-${field.id}`}
            checked={chosen.includes(option.value)}
            onChange={() => choose(option.value)}
          />
          {option.name}
        </label>
      ))}
      {error !== undefined && (
        <p className="field-error" id={note}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
