import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { Fault } from '../api/fault.ts';
import { setSession } from '../api/session.ts';
import { currentAppearance } from '../app/preferences.ts';
import { Button } from '../ui/button.tsx';
import { Field, Input } from '../ui/fields.tsx';
import { faultText } from '../words/faults.ts';
import { Gate } from './gate.tsx';
import { PasswordInput } from './password.tsx';

/** The page of the first run: makes the first admin and signs in as that admin. */
export function SetupPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const { code = '' } = useSearch({ from: '/setup' });
  const [input, setInput] = useState({ code, companyName: '', name: '', email: '', password: '' });
  const attempt = useMutation({
    mutationFn: () => call('setUp', { ...input, language: currentAppearance().language }),
    onSuccess: ({ session }) => {
      setSession(session);
      router.history.push('/console/w/open');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  const at = attempt.error instanceof Fault ? attempt.error.field : undefined;
  const field = (name: keyof typeof input) => ({
    name,
    value: input[name],
    onChange: (event: { target: { value: string } }) => setInput({ ...input, [name]: event.target.value }),
  });
  // The server's sentences are English only. The two errors that are likely on a new installation are
  // translated.
  const own: Partial<Record<string, string>> = {
    companyName: t('signIn.companyNeeded'),
    password: t('signIn.passwordHint'),
  };
  const wrong = (name: keyof typeof input) => (at === name ? (own[name] ?? faultText(attempt.error, t)) : undefined);

  return (
    <Gate title={t('signIn.setupTitle')} lead={t('signIn.setupLead')}>
      <form className="gate-form" onSubmit={submit}>
        {code === '' && (
          <Field label={t('signIn.setupCode')} hint={t('signIn.setupCodeHint')} error={wrong('code')} required>
            {(control) => <Input {...control} {...field('code')} required maxLength={64} />}
          </Field>
        )}
        <Field label={t('signIn.company')} hint={t('signIn.companyHint')} error={wrong('companyName')}>
          {(control) => <Input {...control} {...field('companyName')} autoComplete="organization" maxLength={100} />}
        </Field>
        <Field label={t('signIn.name')} error={wrong('name')} required>
          {(control) => <Input {...control} {...field('name')} autoComplete="name" required maxLength={100} />}
        </Field>
        <Field label={t('signIn.email')} error={wrong('email')} required>
          {(control) => <Input {...control} {...field('email')} type="email" autoComplete="username" required />}
        </Field>
        <Field label={t('signIn.password')} hint={t('signIn.passwordHint')} error={wrong('password')} required>
          {(control) => (
            <PasswordInput {...control} {...field('password')} autoComplete="new-password" required minLength={10} />
          )}
        </Field>
        {attempt.error !== null && at === undefined && (
          <p className="gate-fault" role="alert">
            {faultText(attempt.error, t)}
          </p>
        )}
        <Button type="submit" variant="primary" wide disabled={attempt.isPending}>
          {t('signIn.setupSubmit')}
        </Button>
      </form>
    </Gate>
  );
}
