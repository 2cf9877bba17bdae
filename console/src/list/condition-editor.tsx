import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogIndex } from '../api/catalog.ts';
import { useCustomerSearch } from '../api/customers.ts';
import type { Condition } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Input } from '../ui/fields.tsx';
import { Picker } from '../ui/picker.tsx';
import { Select } from '../ui/select.tsx';
import { choiceCondition, type Operator, operatorName, operatorOf, valuesOf } from './condition.ts';
import { type FieldName, fields, optionsOf } from './fields.ts';

interface EditorProps {
  readonly field: FieldName;
  readonly condition: Condition | undefined;
  /** Undefined removes the condition. */
  readonly onChange: (condition: Condition | undefined) => void;
  readonly onDone: () => void;
}

/** Edits the value of a condition with the control for its field. */
export function ConditionEditor(props: EditorProps) {
  const { kind } = fields[props.field];
  if (kind === 'choice') return <ChoiceEditor {...props} />;
  if (kind === 'customer') return <CustomerEditor {...props} />;
  return kind === 'hours' ? <HoursEditor {...props} /> : <TextEditor {...props} />;
}

function ChoiceEditor({ field, condition, onChange }: EditorProps) {
  const { t } = useTranslation();
  const index = useCatalogIndex();
  const given = condition === undefined ? 'in' : operatorOf(condition);
  const [operator, setOperator] = useState<'in' | 'not_in'>(given === 'not_in' ? 'not_in' : 'in');
  const values = condition === undefined ? [] : valuesOf(condition);
  const change = (next: readonly string[], by: 'in' | 'not_in') =>
    onChange(next.length === 0 ? undefined : choiceCondition(field, by, next));
  const toggle = (value: string) =>
    change(values.includes(value) ? values.filter((one) => one !== value) : [...values, value], operator);
  return (
    <div className="condition">
      <OperatorSelect
        field={field}
        operators={['in', 'not_in']}
        value={operator}
        onChange={(next) => {
          setOperator(next);
          change(values, next);
        }}
      />
      <Picker
        label={t(fields[field].name)}
        options={optionsOf(field, index, t)}
        selected={values}
        onPick={toggle}
        multiple
      />
    </div>
  );
}

function CustomerEditor({ field, condition, onChange, onDone }: EditorProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { data = [] } = useCustomerSearch(text);
  const options = data.map(({ id, nick, phones, emails }) => ({
    value: id,
    text: nick,
    hint: [...phones, ...emails].join(' · '),
  }));
  const pick = (id: string) => {
    onChange({ field, is: id });
    onDone();
  };
  const selected = condition === undefined ? [] : valuesOf(condition);
  return (
    <Picker label={t(fields[field].name)} options={options} selected={selected} onSearch={setText} onPick={pick} />
  );
}

function TextEditor({ field, condition, onChange, onDone }: EditorProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(condition?.contains ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(text.trim() === '' ? undefined : { field, contains: text.trim() });
    onDone();
  };
  return (
    <form className="condition" onSubmit={submit}>
      <div className="condition-head">
        <strong>{t(fields[field].name)}</strong> {operatorName('contains', t)}
      </div>
      <div className="condition-input">
        <Input
          aria-label={t(fields[field].name)}
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={255}
          autoFocus
        />
        <Button type="submit">{t('list.apply')}</Button>
      </div>
    </form>
  );
}

function HoursEditor({ field, condition, onChange, onDone }: EditorProps) {
  const { t } = useTranslation();
  const [operator, setOperator] = useState<'at_least' | 'at_most'>(
    condition?.at_most === undefined ? 'at_least' : 'at_most',
  );
  const [hours, setHours] = useState(String(condition?.at_least ?? condition?.at_most ?? 24));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = Number(hours);
    onChange(operator === 'at_least' ? { field, at_least: value } : { field, at_most: value });
    onDone();
  };
  return (
    <form className="condition" onSubmit={submit}>
      <OperatorSelect field={field} operators={['at_least', 'at_most']} value={operator} onChange={setOperator} />
      <div className="condition-input">
        <Input
          type="number"
          min={0}
          step="any"
          required
          aria-label={t(fields[field].name)}
          value={hours}
          onChange={(event) => setHours(event.target.value)}
        />
        <Button type="submit">{t('list.apply')}</Button>
      </div>
    </form>
  );
}

interface OperatorSelectProps<Some extends Operator> {
  readonly field: FieldName;
  readonly operators: readonly Some[];
  readonly value: Some;
  readonly onChange: (operator: Some) => void;
}

function OperatorSelect<Some extends Operator>({ field, operators, value, onChange }: OperatorSelectProps<Some>) {
  const { t } = useTranslation();
  const options = operators.map((operator) => ({ value: operator, text: operatorName(operator, t) }));
  return (
    <div className="condition-head">
      <strong>{t(fields[field].name)}</strong>
      <Select label={t('list.filter')} value={value} options={options} onChange={onChange} />
    </div>
  );
}
