import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeftRight, Pencil } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { useCatalogIndex, useIsDeleted } from '../api/catalog.ts';
import { customerQuery, queryClient } from '../api/queries.ts';
import type { Customer, Ticket } from '../api/types.ts';
import { newRequestKey } from '../ticket/request-key.ts';
import { Avatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import { CustomerPicker } from './customer-picker.tsx';
import { EditCustomer } from './edit-dialog.tsx';
import { CustomerFacts } from './facts.tsx';
import { CustomerTickets } from './ticket-list.tsx';
import { splitOpenAndDone } from './tickets.ts';

/** Shows the customer of a ticket: contact data and the customer's other tickets. */
export function CustomerSection({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const title = useId();
  const [editing, setEditing] = useState(false);
  const deleted = useIsDeleted(ticket);
  const customer = ticket.customerDetail;
  return (
    <section className="rail-part" aria-labelledby={title}>
      <div className="rail-head">
        <h2 className="rail-title" id={title}>
          {t('ticket.customer')}
        </h2>
        {customer && (
          <IconButton small label={t('customer.edit')} onClick={() => setEditing(true)}>
            <Pencil size={13} />
          </IconButton>
        )}
        {!deleted && <ChangeCustomer ticket={ticket} />}
      </div>
      {customer ? (
        <KnownCustomer customer={customer} ticketId={ticket.id} />
      ) : (
        <p className="fact-still">{t('customer.none')}</p>
      )}
      {editing && customer && <EditCustomer customer={customer} onClose={() => setEditing(false)} />}
    </section>
  );
}

/**
 * Shows the customer. Of the customer's last 50 tickets, without this one, it lists the open ones and the five newest
 * that are done.
 */
function KnownCustomer({ customer, ticketId }: { customer: Customer; ticketId: string }) {
  const { t } = useTranslation();
  const { status } = useCatalogIndex();
  const { data } = useQuery(customerQuery(customer.id));
  const { open, done } = splitOpenAndDone(data?.tickets ?? [], status, ticketId);
  const name = customer.nick || customer.name;
  return (
    <>
      <p className="customer-who">
        <Avatar id={customer.id} name={name} />
        <Link to="/customers/$id" params={{ id: customer.id }} className="truncate">
          {name}
        </Link>
        {customer.name !== '' && customer.name !== name && <span className="customer-key">{customer.name}</span>}
      </p>
      <CustomerFacts customer={customer} />
      {open.length > 0 && <p className="rail-title">{t('customer.openTickets', { count: open.length })}</p>}
      <CustomerTickets label={t('customer.openTickets', { count: open.length })} tickets={open} />
      {done.length > 0 && <p className="rail-title">{t('customer.doneTickets', { count: done.length })}</p>}
      <CustomerTickets label={t('customer.doneTickets', { count: done.length })} tickets={done.slice(0, 5)} />
    </>
  );
}

function ChangeCustomer({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const change = async (customer: Customer) => {
    setOpen(false);
    try {
      await call('changeCustomer', { requestKey: newRequestKey(), id: ticket.id, customerId: customer.id });
      await queryClient.invalidateQueries({ queryKey: ['ticket', ticket.number] });
      toast('done', t('customer.changed', { name: customer.nick || customer.name }));
    } catch (error) {
      toast('failed', faultText(error, t));
    }
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t('customer.change')}
      align="end"
      trigger={
        <IconButton small label={t('customer.change')}>
          <ArrowLeftRight size={13} />
        </IconButton>
      }
    >
      <CustomerPicker onPick={change} />
    </Popover>
  );
}
