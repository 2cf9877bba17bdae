import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { myId, onSession, sessionState, setSession } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SignInForm } from './form.tsx';

/**
 * Asks for a new sign-in after the session has ended. The page behind the dialog stays, and calls that have failed
 * since then are sent again.
 */
export function SignInAgain() {
  const { t } = useTranslation();
  const { session, lost } = useSyncExternalStore(onSession, sessionState);
  useSignInElsewhere(lost);
  if (session === null || !lost) return null;
  return (
    <Dialog open stays onClose={() => undefined} title={t('signIn.expiredTitle')} lead={t('signIn.expiredLead')}>
      <SignInForm onSession={resume} email={session.email} companyId={session.company.id} />
      <Button variant="plain" onClick={() => location.assign('/console/sign-in')}>
        {t('signIn.leave')}
      </Button>
    </Dialog>
  );
}

function resume(next: Session): void {
  // Another agent must not see the page of the first.
  if (next.agent.id !== myId()) location.reload();
  else setSession(next);
}

/** Reads the session when the window gets the focus: the agent may have signed in again in another window. */
function useSignInElsewhere(lost: boolean): void {
  useEffect(() => {
    if (!lost) return;
    const readSession = () => {
      call('getSession', {}).then(
        ({ session }) => session !== null && resume(session),
        () => undefined,
      );
    };
    window.addEventListener('focus', readSession);
    return () => window.removeEventListener('focus', readSession);
  }, [lost]);
}
