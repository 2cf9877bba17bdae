import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../api/fault.ts';
import { classes } from '../ui/classes.ts';
import { Popover } from '../ui/popover.tsx';
import { faultText } from '../words/faults.ts';
import { checkValue } from './check-value.ts';
import { ChoiceSheet, isChoiceField } from './choice-sheet.tsx';
import { type Field, fieldType, isRequired } from './field.ts';
import { fieldText } from './field-text.ts';
import { flawText } from './flaw-text.ts';
import { NativeInput } from './native-input.tsx';
import './field-row.css';

interface FieldRowProps {
  readonly field: Field;
  /** The value as it is stored. */
  readonly value: string;
  /** The server's text for the value, such as the names of a region; "" if it is not known. */
  readonly text: string;
  /** False if the ticket is deleted, if `isEditable` is false for the field, or if the template does not contain it. */
  readonly editable: boolean;
  /** Saves the value; throws a `Fault` if the server refuses it. `version` is that of the ticket when editing began. */
  readonly onSave: (value: string, version: number) => Promise<unknown>;
  readonly version: number;
}

/** Shows a field and its value, which is edited in place. */
export function FieldRow(props: FieldRowProps) {
  const { t } = useTranslation();
  const { field, value, text, editable, onSave, version } = props;
  const [error, setError] = useState<string | undefined>();
  const [chosen, setChosen] = useState({ value, text });
  const id = `field-${field.id}`;
  const save = async (next: string, nextText: string, seenVersion: number) => {
    if (next === value) return setError(undefined);
    const flaw = flawText(checkValue(field, next), t);
    if (flaw !== undefined) return setError(flaw);
    setError(undefined);
    setChosen({ value: next, text: nextText });
    try {
      await onSave(next, seenVersion);
    } catch (fault) {
      // If the fault names a parameter, the server's own sentence says what is wrong with the value.
      setError(fault instanceof Fault && fault.field ? fault.message : faultText(fault, t));
    }
  };
  // The name of a region comes with the ticket. Until the saved ticket is read, the chosen name is shown.
  const shown = fieldText(field, value, text || (chosen.value === value ? chosen.text : ''));
  return (
    <div className={classes('fact', error !== undefined && 'fact-wrong')}>
      <span className="fact-name" id={id}>
        {isRequired(field) && (
          <span className="field-required" title={t('ui.required')} aria-hidden="true">
            *
          </span>
        )}
        {field.name}
      </span>
      <div className="fact-body">
        {!editable && <span className="fact-value fact-still">{shown || '—'}</span>}
        {editable && isChoiceField(field) && (
          <Chosen {...props} shown={shown} onDone={(next, nextText) => save(next, nextText, version)} />
        )}
        {editable && !isChoiceField(field) && (
          <TypedField {...props} shown={shown} onDone={(next, seenVersion) => save(next, '', seenVersion)} />
        )}
        {error !== undefined && (
          <p className="field-error" role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

interface ChosenProps extends FieldRowProps {
  readonly shown: string;
  readonly onDone: (value: string, text: string) => void;
}

function Chosen({ field, value, text, shown, onDone }: ChosenProps) {
  const [open, setOpen] = useState(false);
  const done = (next: string, nextText: string) => {
    setOpen(false);
    onDone(next, nextText);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={field.name}
      trigger={
        <button type="button" className="fact-value" aria-label={`${field.name}: ${shown || '—'}`}>
          {shown || '—'}
        </button>
      }
    >
      <ChoiceSheet field={field} value={value} text={text} onDone={done} />
    </Popover>
  );
}

interface TypedFieldProps extends FieldRowProps {
  readonly shown: string;
  readonly onDone: (value: string, version: number) => void;
}

/**
 * A value that is typed in place. Enter saves the value; in a text of several lines Ctrl+Enter or ⌘Enter does. The
 * value is also saved when the input loses the focus. Escape cancels.
 */
function TypedField({ field, value, version, shown, onDone }: TypedFieldProps) {
  const [editing, setEditing] = useState<{ text: string; version: number } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const end = () => {
    setEditing(null);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (editing === null) {
    return (
      <button
        ref={button}
        type="button"
        className={classes('fact-value', field.type === fieldType.text && 'fact-text')}
        aria-label={`${field.name}: ${shown || '—'}`}
        onClick={() => setEditing({ text: value, version })}
      >
        {shown || '—'}
      </button>
    );
  }
  const finish = () => {
    onDone(editing.text.trim() === '' ? '' : editing.text, editing.version);
    setEditing(null);
  };
  return (
    <NativeInput
      field={field}
      value={editing.text}
      aria-label={field.name}
      autoFocus
      onWrite={(text) => setEditing({ ...editing, text })}
      onBlur={finish}
      onKeyDown={(event) => {
        const saves = event.key === 'Enter' && (field.type !== fieldType.text || event.metaKey || event.ctrlKey);
        if (!saves && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (saves) finish();
        if (saves) requestAnimationFrame(() => button.current?.focus());
        else end();
      }}
    />
  );
}
