import { type ComponentProps, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from './classes.ts';
import './fields.css';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classes('input', className)} autoComplete="off" {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classes('textarea', className)} {...rest} />;
}

export function Checkbox({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="checkbox" className={classes('checkbox', className)} {...rest} />;
}

interface FieldProps {
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Renders the control with the attributes that tie it to its label, hint and error. */
  readonly children: (control: Control) => ReactNode;
}

export interface Control {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
}

/** A control with its label above, and a hint or an error below. */
export function Field({ label, required = false, hint, error, children }: FieldProps) {
  const id = useId();
  const { t } = useTranslation();
  const note = error ?? hint;
  const control = {
    id,
    'aria-describedby': note === undefined ? undefined : `${id}-note`,
    'aria-invalid': error !== undefined,
    'aria-required': required,
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {required && (
          <span className="field-required" title={t('ui.required')} aria-hidden="true">
            *
          </span>
        )}
        {label}
      </label>
      {children(control)}
      {note !== undefined && (
        <p className={error === undefined ? 'field-hint' : 'field-error'} id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}
