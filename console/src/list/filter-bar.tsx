import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogIndex } from '../api/catalog.ts';
import type { Condition } from '../api/types.ts';
import { useShortcut } from '../keys/registry.ts';
import { Button } from '../ui/button.tsx';
import { Picker } from '../ui/picker.tsx';
import { Popover } from '../ui/popover.tsx';
import { conditionTexts } from './condition.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { type FieldName, fields, offeredFields } from './fields.ts';
import './filter.css';

interface ConditionsProps {
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: Condition[]) => void;
}

/** Shows each condition as a chip that can be edited and removed. */
export function ConditionChips({ conditions, onChange }: ConditionsProps) {
  return conditions.map((condition, position) => (
    <Chip
      // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no key but its position
      key={`${condition.field} ${position}`}
      condition={condition}
      onChange={(next) => onChange(conditions.flatMap((one, index) => (index === position ? (next ?? []) : one)))}
    />
  ));
}

function Chip({ condition, onChange }: { condition: Condition; onChange: (next: Condition | undefined) => void }) {
  const { t } = useTranslation();
  const index = useCatalogIndex();
  const [open, setOpen] = useState(false);
  const { field, operator, value } = conditionTexts(condition, index, t);
  const trigger = (
    <button type="button">
      <span className="chip-field">{field}</span>
      <span className="chip-field">{operator}</span>
      <span className="chip-value truncate">{value}</span>
    </button>
  );
  return (
    <span className="chip">
      <Popover open={open} onOpenChange={setOpen} trigger={trigger} label={field}>
        <ConditionEditor
          field={condition.field}
          condition={condition}
          onChange={onChange}
          onDone={() => setOpen(false)}
        />
      </Popover>
      <button
        type="button"
        className="chip-remove"
        aria-label={`${t('list.removeFilter')}: ${field}`}
        onClick={() => onChange(undefined)}
      >
        <X size={12} />
      </button>
    </span>
  );
}

/**
 * Adds a condition: first the field is picked, then the value. A picked value takes effect at once, a typed one when
 * the agent applies it. If the field has a condition already, that condition is edited. Without `trigger` the list's
 * own button is shown. Only this button has the shortcut, and not the trigger in the dialog of a view.
 */
export function AddCondition({ conditions, onChange, trigger }: ConditionsProps & { trigger?: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<FieldName>();
  useShortcut('filter', () => setOpen(true), { enabled: trigger === undefined });
  const known = conditions.findIndex((one) => one.field === field);
  const change = (next: Condition | undefined) => {
    const others = conditions.filter((_, position) => position !== known);
    onChange(next === undefined ? others : [...others, next]);
  };
  const toggle = (next: boolean) => {
    setOpen(next);
    setField(undefined);
  };
  const options = offeredFields.map((value) => ({ value, text: t(fields[value].name) }));
  const button = (
    <Button variant="plain" small>
      <ListFilter size={14} />
      {t('list.filter')}
    </Button>
  );
  return (
    <Popover open={open} onOpenChange={toggle} label={t('list.addFilter')} align="end" trigger={trigger ?? button}>
      {field === undefined ? (
        <Picker label={t('list.addFilter')} options={options} selected={[]} onPick={setField} />
      ) : (
        <ConditionEditor field={field} condition={conditions[known]} onChange={change} onDone={() => toggle(false)} />
      )}
    </Popover>
  );
}
