import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Picker } from '../ui/picker.tsx';
import { splitChoices } from './check-value.ts';
import { toggleChoice } from './choices.ts';
import { type Field, fieldType, isRequired } from './field.ts';
import { RegionPicker } from './region-picker.tsx';
import { TreePicker } from './tree-picker.tsx';

interface ChoiceSheetProps {
  readonly field: Field;
  /** The value as it is stored. */
  readonly value: string;
  /** The server's text for the value, such as the names of a region; "" if it is not known. */
  readonly text: string;
  /** Is called with the chosen value and, for a region, its names. The popover around the sheet can then close. */
  readonly onDone: (value: string, text: string) => void;
}

/** True for fields whose value is chosen from a list, in a `ChoiceSheet`, rather than typed. */
export function isChoiceField(field: Field): boolean {
  const { select, radio, checkboxes, cascade, region } = fieldType;
  return ([select, radio, checkboxes, cascade, region] as number[]).includes(field.type);
}

/**
 * Shows the choices of a choice field of any type. An optional field has a button that clears it. A list of checkboxes
 * has none, because each box can be unticked.
 */
export function ChoiceSheet(props: ChoiceSheetProps) {
  const { t } = useTranslation();
  const { field, value, onDone } = props;
  const clear = value !== '' && !isRequired(field) && field.type !== fieldType.checkboxes && (
    <Button small variant="plain" wide onClick={() => onDone('', '')}>
      {t('ui.clear')}
    </Button>
  );
  return (
    <>
      <Sheet {...props} />
      {clear}
    </>
  );
}

function Sheet({ field, value, text, onDone }: ChoiceSheetProps) {
  if (field.type === fieldType.region) {
    return <RegionPicker label={field.name} value={value} text={text} onPick={onDone} />;
  }
  if (field.type === fieldType.cascade) {
    const selected = field.options.find((option) => option.value === value)?.id ?? null;
    return (
      <TreePicker
        label={field.name}
        nodes={field.options}
        selected={selected}
        onPick={(option) => onDone(option.value, '')}
      />
    );
  }
  if (field.type === fieldType.checkboxes) return <Checklist field={field} value={value} onDone={onDone} />;
  const options = field.options.map((option) => ({ value: option.value, text: option.name }));
  return <Picker label={field.name} options={options} selected={[value]} onPick={(chosen) => onDone(chosen, '')} />;
}

/** Chooses several options; they are applied together by one button. */
function Checklist({ field, value, onDone }: Omit<ChoiceSheetProps, 'text'>) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(value);
  const options = field.options.map((option) => ({ value: option.value, text: option.name }));
  return (
    <>
      <Picker
        label={field.name}
        multiple
        options={options}
        selected={splitChoices(chosen)}
        onPick={(option) => setChosen(toggleChoice(field, chosen, option))}
      />
      <Button
        small
        variant="primary"
        wide
        disabled={chosen === '' && isRequired(field)}
        onClick={() => onDone(chosen, '')}
      >
        {t('fields.done')}
      </Button>
    </>
  );
}
