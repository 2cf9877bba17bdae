import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { onSession, sessionState, setSession } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SignInForm } from './form.tsx';

/** The session has ended: the page stays as it is behind this dialog, and calls that failed go out again after it. */
export function SignInAgain() {
  const { t } = useTranslation();
  const { session, lost } = useSyncExternalStore(onSession, sessionState);
  if (session === null || !lost) return null;
  const enter = (next: Session) => {
    // Somebody else must not go on with what the first had open.
    if (next.agent.id !== session.agent.id) return location.reload();
    setSession(next);
  };
  return (
    <Dialog open stays onClose={() => undefined} title={t('signIn.expiredTitle')} lead={t('signIn.expiredLead')}>
      <SignInForm onSession={enter} email={session.email} companyId={session.company.id} />
      <Button look="plain" onClick={() => location.assign('/console/sign-in')}>
        {t('signIn.leave')}
      </Button>
    </Dialog>
  );
}
