import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { myId, onSession, sessionState, setSession } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SignInForm } from './form.tsx';

/** The session has ended: the page stays as it is behind this dialog, and calls that failed go out again after it. */
export function SignInAgain() {
  const { t } = useTranslation();
  const { session, lost } = useSyncExternalStore(onSession, sessionState);
  useOtherWindow(lost);
  if (session === null || !lost) return null;
  return (
    <Dialog open stays onClose={() => undefined} title={t('signIn.expiredTitle')} lead={t('signIn.expiredLead')}>
      <SignInForm onSession={goOn} email={session.email} companyId={session.company.id} />
      <Button look="plain" onClick={() => location.assign('/console/sign-in')}>
        {t('signIn.leave')}
      </Button>
    </Dialog>
  );
}

function goOn(next: Session): void {
  // Somebody else must not go on with what the first had open.
  if (next.agent.id !== myId()) location.reload();
  else setSession(next);
}

/** Whoever has signed in again in another window need not do so here. */
function useOtherWindow(lost: boolean): void {
  useEffect(() => {
    if (!lost) return;
    const look = () => {
      call('getSession', {}).then(
        ({ session }) => session !== null && goOn(session),
        () => undefined,
      );
    };
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [lost]);
}
