import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import type { View } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import { refreshViews } from './view-dialog.tsx';

/** Asks for a confirmation before it removes a view, because other agents may use the view, too. */
export function RemoveView({ view, onClose, onRemoved }: { view: View; onClose: () => void; onRemoved: () => void }) {
  const { t } = useTranslation();
  const remove = useMutation({
    mutationFn: () => call('removeView', { viewId: view.id }),
    onSuccess: async () => {
      onRemoved();
      toast('done', t('views.removed'));
      await refreshViews();
    },
    onError: (error) => toast('failed', faultText(error, t)),
  });
  const foot = (
    <>
      <Button onClick={onClose}>{t('ui.cancel')}</Button>
      <Button variant="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
        {t('ui.remove')}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t('views.removeTitle', { name: view.name })} foot={foot}>
      <p>{t('views.removeLead')}</p>
    </Dialog>
  );
}
