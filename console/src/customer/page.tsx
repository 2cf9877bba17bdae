import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogIndex } from '../api/catalog.ts';
import { customerQuery } from '../api/queries.ts';
import type { AnswerOf } from '../api/types.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { Day } from '../ui/relative-time.tsx';
import { EmptyState, SkeletonLines } from '../ui/states.tsx';
import { countText } from '../words/count-text.ts';
import { faultText } from '../words/faults.ts';
import { EditCustomer } from './edit-dialog.tsx';
import { CustomerFacts } from './facts.tsx';
import { CustomerTickets } from './ticket-list.tsx';
import { splitOpenAndDone } from './tickets.ts';
import './page.css';

export function CustomerPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/customers/$id' });
  const { data, error } = useQuery(customerQuery(id));
  if (error !== null && data === undefined) return <EmptyState title={faultText(error, t)} />;
  if (data === undefined) return <SkeletonLines lines={8} />;
  return <CustomerView {...data} />;
}

/** Shows the contact data of a customer and the tickets, open ones first. */
function CustomerView({ customer, tickets, ticketCount }: AnswerOf<'getCustomer'>) {
  const { t } = useTranslation();
  const { status } = useCatalogIndex();
  const [editing, setEditing] = useState(false);
  const { open, done } = splitOpenAndDone(tickets, status);
  const name = customer.nick || customer.name;
  const counted = { count: ticketCount, of: countText(ticketCount) };
  return (
    <div className="customer-page scrolls">
      <header className="customer-head">
        <Avatar id={customer.id} name={name} large />
        <div className="customer-names">
          <h1>{name}</h1>
          <p className="customer-key">
            {customer.name !== name && `${customer.name} `}
            {t('customer.since')} <Day at={customer.createdAt} />
          </p>
        </div>
        <Button onClick={() => setEditing(true)}>
          <Pencil size={14} />
          {t('customer.edit')}
        </Button>
        <Link className={buttonClass('primary')} to="/new" search={{ customer: customer.id }}>
          <Plus size={14} />
          {t('app.newTicket')}
        </Link>
      </header>
      <div className="customer-columns">
        <section className="customer-known" aria-label={t('customer.details')}>
          <h2>{t('customer.details')}</h2>
          <CustomerFacts customer={customer} />
        </section>
        <section className="customer-history" aria-label={t('customer.tickets', counted)}>
          <h2>{t('customer.openTickets', { count: open.length })}</h2>
          {open.length === 0 && <p className="customer-key">{t('customer.noneOpen')}</p>}
          <CustomerTickets label={t('customer.openTickets', { count: open.length })} tickets={open} />
          {done.length > 0 && <h2>{t('customer.doneTickets', { count: done.length })}</h2>}
          <CustomerTickets label={t('customer.doneTickets', { count: done.length })} tickets={done} />
          {ticketCount > tickets.length && (
            <p className="customer-key">{t('customer.lastOf', { shown: tickets.length, of: counted.of })}</p>
          )}
        </section>
      </div>
      {editing && <EditCustomer customer={customer} onClose={() => setEditing(false)} />}
    </div>
  );
}
