import { ChevronDown, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emptyForm } from '../customer/customer-input.ts';
import { CustomerPicker } from '../customer/customer-picker.tsx';
import { CustomerFields } from '../customer/form-fields.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/button.tsx';
import { Field } from '../ui/fields.tsx';
import { Popover } from '../ui/popover.tsx';
import type { NewTicket } from './use-new-ticket.ts';

/** Picks the customer by typing, or makes a new one together with the ticket. */
export function CustomerPart({ ticket }: { ticket: NewTicket }) {
  const { t } = useTranslation();
  const { draft, change } = ticket;
  if (draft.newCustomer !== null) return <NewCustomer ticket={ticket} />;
  return (
    <Field label={t('ticket.customer')} error={ticket.errorAt('customerId')}>
      {(control) => (
        <div className="new-ticket-customer">
          <CustomerSelect id={control.id} ticket={ticket} />
          {draft.customer && (
            <IconButton label={t('ui.clear')} onClick={() => change({ customer: null })}>
              <X size={14} />
            </IconButton>
          )}
        </div>
      )}
    </Field>
  );
}

function CustomerSelect({ id, ticket }: { id: string; ticket: NewTicket }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { customer } = ticket.draft;
  const make = (typed: string) => {
    setOpen(false);
    ticket.change({ customer: null, newCustomer: { ...emptyForm, ...guess(typed) } });
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t('customer.find')}
      trigger={
        <button
          type="button"
          id={id}
          className="select"
          aria-label={`${t('ticket.customer')}: ${customer?.name ?? t('customer.find')}`}
        >
          {customer && <Avatar id={customer.id} name={customer.name} />}
          <span className={customer ? 'truncate' : 'truncate select-empty'}>
            {customer?.name ?? t('customer.find')}
          </span>
          <ChevronDown className="select-chevron" size={14} />
        </button>
      }
    >
      <CustomerPicker
        onMake={make}
        onPick={(found) => {
          setOpen(false);
          ticket.change({ customer: { id: found.id, name: found.nick || found.name }, newCustomer: null });
        }}
      />
    </Popover>
  );
}

function NewCustomer({ ticket }: { ticket: NewTicket }) {
  const { t } = useTranslation();
  const { draft, change } = ticket;
  return (
    <fieldset className="new-ticket-made">
      <legend>
        {t('customer.newOne')}
        <IconButton small label={t('customer.chooseInstead')} onClick={() => change({ newCustomer: null })}>
          <X size={13} />
        </IconButton>
      </legend>
      <CustomerFields form={draft.newCustomer ?? emptyForm} onChange={(newCustomer) => change({ newCustomer })} />
    </fieldset>
  );
}

/** Returns the text typed in the search as a property of the new customer: an e-mail, a phone or a name. */
function guess(typed: string): Partial<typeof emptyForm> {
  if (typed === '') return {};
  if (typed.includes('@')) return { emails: typed };
  // A phone has at least five characters: digits, spaces and hyphens, at the beginning a digit or "+".
  return /^[+\d][\d -]{4,}$/.test(typed) ? { phones: typed } : { name: typed };
}
