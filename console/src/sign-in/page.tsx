import { useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { setSession } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { SignInForm } from './form.tsx';
import { Gate } from './gate.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const { to } = useSearch({ from: '/sign-in' });
  const enter = (session: Session) => {
    setSession(session);
    // `to` comes from the URL, so only pages of the console are accepted, except the one for signing in.
    router.history.push(to?.startsWith('/console/') && !to.includes('/sign-in') ? to : '/console/w/open');
  };
  return (
    <Gate title={t('signIn.title')} lead={t('signIn.lead')}>
      <SignInForm onSession={enter} />
    </Gate>
  );
}
