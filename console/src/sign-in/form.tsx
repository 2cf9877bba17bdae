import { useMutation } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import type { AnswerOf, Session } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Field, Input } from '../ui/fields.tsx';
import { faultText } from '../words/faults.ts';
import { PasswordInput } from './password.tsx';
import './sign-in.css';

interface SignInFormProps {
  readonly onSession: (session: Session) => void;
  /** The e-mail of an agent who has to sign in again. It is filled in. */
  readonly email?: string;
  readonly companyId?: string;
}

/** Asks for e-mail and password. If agents of several companies have both, it then asks for the company. */
export function SignInForm({ onSession, email: known = '', companyId: knownCompany }: SignInFormProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [companies, setCompanies] = useState<AnswerOf<'signIn'>['companies']>([]);
  const attempt = useMutation({
    mutationFn: (companyId: string | undefined) =>
      call('signIn', { email: email.trim(), password, ...(companyId === undefined ? {} : { companyId }) }),
    onSuccess: (answer) => (answer.session === null ? setCompanies(answer.companies) : onSession(answer.session)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(knownCompany);
  };
  const fault = attempt.error === null ? undefined : faultText(attempt.error, t);
  if (companies.length > 0) {
    return <Companies companies={companies} fault={fault} onPick={attempt.mutate} onBack={() => setCompanies([])} />;
  }
  return (
    <form className="gate-form" onSubmit={submit}>
      <Field label={t('signIn.email')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus={known === ''}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('signIn.password')}>
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="current-password"
            required
            autoFocus={known !== ''}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {fault !== undefined && (
        <p className="gate-fault" role="alert">
          {fault}
        </p>
      )}
      <Button type="submit" variant="primary" wide disabled={attempt.isPending}>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}

interface CompaniesProps {
  readonly companies: AnswerOf<'signIn'>['companies'];
  readonly fault: string | undefined;
  readonly onPick: (companyId: string) => void;
  readonly onBack: () => void;
}

function Companies({ companies, fault, onPick, onBack }: CompaniesProps) {
  const { t } = useTranslation();
  return (
    <section className="gate-companies" aria-label={t('signIn.companies')}>
      <h2>{t('signIn.companies')}</h2>
      <p className="gate-lead">{t('signIn.companiesLead')}</p>
      {companies.map((company) => (
        <Button key={company.id} wide onClick={() => onPick(company.id)}>
          {company.name}
          <ChevronRight size={16} />
        </Button>
      ))}
      {fault !== undefined && (
        <p className="gate-fault" role="alert">
          {fault}
        </p>
      )}
      <Button variant="plain" onClick={onBack}>
        {t('signIn.otherPerson')}
      </Button>
    </section>
  );
}
