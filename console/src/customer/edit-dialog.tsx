import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { Fault } from '../api/fault.ts';
import { queryClient } from '../api/queries.ts';
import type { Customer } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import { changesOf, formOf } from './customer-input.ts';
import { CustomerFields } from './form-fields.tsx';

/** Edits the contact data of a customer. */
export function EditCustomer({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useTranslation();
  const [before] = useState(() => formOf(customer));
  const [form, setForm] = useState(before);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<{ field: string | undefined; text: string } | undefined>();
  const changes = changesOf(form, before);
  const save = async () => {
    setSaving(true);
    try {
      await call('updateCustomer', { id: customer.id, ...changes });
      // The contact data are shown by the page of the customer, by tickets, and by the two searches for customers
      // (`useCustomerSuggestions`, `useCustomerSearch`).
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['customer', customer.id] }),
        queryClient.invalidateQueries({ queryKey: ['ticket'] }),
        queryClient.invalidateQueries({ queryKey: ['customer-search'] }),
        queryClient.invalidateQueries({ queryKey: ['customers'] }),
      ]);
      toast('done', t('customer.saved'));
      onClose();
    } catch (fault) {
      setError({ field: fault instanceof Fault ? fault.field : undefined, text: faultText(fault, t) });
      setSaving(false);
    }
  };
  const foot = (
    <>
      <Button onClick={onClose}>{t('ui.cancel')}</Button>
      <Button variant="primary" disabled={saving || Object.keys(changes).length === 0} onClick={save}>
        {t('ui.save')}
      </Button>
    </>
  );
  return (
    <Dialog open title={t('customer.edit')} onClose={onClose} foot={foot}>
      <CustomerFields form={form} onChange={setForm} error={error} />
      {error && (
        <p className="field-error" role="alert">
          {error.text}
        </p>
      )}
    </Dialog>
  );
}
