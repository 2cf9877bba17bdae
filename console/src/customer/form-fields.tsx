import { useTranslation } from 'react-i18next';
import { Field, Input, Textarea } from '../ui/fields.tsx';
import type { CustomerForm } from './customer-input.ts';
import './form-fields.css';

interface FormFieldsProps {
  readonly form: CustomerForm;
  readonly onChange: (form: CustomerForm) => void;
  /** The server's error, and the property at fault. */
  readonly error?: { readonly field: string | undefined; readonly text: string } | undefined;
}

const keys = {
  nick: 'customer.nick',
  name: 'customer.name',
  emails: 'customer.emails',
  phones: 'customer.phones',
  partnerId: 'customer.partnerId',
  enterprise: 'customer.enterprise',
  remark: 'customer.remark',
} as const satisfies Record<keyof CustomerForm, string>;

/** Edits the properties of a customer in a form. */
export function CustomerFields({ form, onChange, error }: FormFieldsProps) {
  const { t } = useTranslation();
  const wrong = (key: keyof CustomerForm) => (error?.field === key ? error.text : undefined);
  const line = (key: 'nick' | 'name' | 'enterprise' | 'partnerId', maxLength: number) => (
    <Field label={t(keys[key])} error={wrong(key)}>
      {(control) => (
        <Input
          {...control}
          maxLength={maxLength}
          value={form[key]}
          onChange={(event) => onChange({ ...form, [key]: event.target.value })}
        />
      )}
    </Field>
  );
  const lines = (key: 'emails' | 'phones' | 'remark', hint?: string) => (
    <Field label={t(keys[key])} hint={hint} error={wrong(key)}>
      {(control) => (
        <Textarea
          {...control}
          className="customer-lines"
          rows={2}
          value={form[key]}
          onChange={(event) => onChange({ ...form, [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      {line('nick', 100)}
      {line('name', 100)}
      {lines('phones', t('customer.onePerLine'))}
      {lines('emails', t('customer.onePerLine'))}
      {line('enterprise', 255)}
      {line('partnerId', 255)}
      {lines('remark')}
    </>
  );
}
