import { useTranslation } from 'react-i18next';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import type { Edits } from './ticket.ts';
import type { Updates } from './updates.ts';

/** Returns a function that sets properties. If the server refuses, a toast says why and the old value returns. */
export function useSetProperties(updates: Updates): (edits: Edits) => void {
  const { t } = useTranslation();
  return (edits) => {
    updates.set(edits).catch((error: unknown) => toast('failed', faultText(error, t)));
  };
}
