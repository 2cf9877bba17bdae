import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Paperclip } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { customerQuery } from '../api/queries.ts';
import { isInLayer, useShortcut } from '../keys/registry.ts';
import { ComposerFiles } from '../ticket/composer-files.tsx';
import { Button } from '../ui/button.tsx';
import { Field, Input, Textarea } from '../ui/fields.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { CategoryFields } from './category-fields.tsx';
import { CategorySelect } from './category-select.tsx';
import { CustomerPart } from './customer-part.tsx';
import { PropertiesPart } from './properties-part.tsx';
import { type NewTicket, useNewTicket } from './use-new-ticket.ts';
import './page.css';

/** The form for a new ticket. */
export function NewTicketPage() {
  const { t } = useTranslation();
  const ticket = useNewTicket();
  useGivenCustomer(ticket);
  const send = () => {
    ticket.send().catch(reportError);
  };
  // While a dialog or a popover has the focus, the form behind it is not sent.
  useShortcut('send', () => (isInLayer(document.activeElement) ? false : send()));
  return (
    <form
      className="new-ticket scrolls"
      data-new-ticket
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <header className="new-ticket-head">
        <h1>{t('app.newTicket')}</h1>
        {ticket.begun && (
          <span className="new-ticket-state">
            {t('composer.draftSaved')}
            <Button small variant="plain" onClick={ticket.discard}>
              {t('composer.discard')}
            </Button>
          </span>
        )}
      </header>
      <div className="new-ticket-columns">
        <div className="new-ticket-main">
          <CategorySelect
            value={ticket.draft.categoryId}
            error={ticket.errorAt('categoryId')}
            onChange={(categoryId) => ticket.change({ categoryId })}
          />
          <TextFields ticket={ticket} />
          <CategoryFields ticket={ticket} />
        </div>
        <div className="new-ticket-side">
          <CustomerPart ticket={ticket} />
          <PropertiesPart ticket={ticket} />
        </div>
      </div>
      <footer className="new-ticket-foot">
        {ticket.failure && (
          <p className="field-error" role="alert">
            {ticket.failure}
          </p>
        )}
        <Button type="submit" variant="primary" disabled={ticket.sending}>
          {ticket.sending ? t('newTicket.making') : t('newTicket.make')}
          <Kbd keys="mod+Enter" />
        </Button>
      </footer>
    </form>
  );
}

/** Title, description and attachments. */
function TextFields({ ticket }: { ticket: NewTicket }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { draft, change, errorAt } = ticket;
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    ticket.attach(event.clipboardData.files);
  };
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    ticket.attach(event.dataTransfer.files);
  };
  const detach = (address: string) => change({ files: draft.files.filter((file) => file.address !== address) });
  return (
    <>
      <Field label={t('ticket.title')} required error={errorAt('title')}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('ticket.description')} error={errorAt('text')}>
        {(control) => (
          <Textarea
            {...control}
            rows={8}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
            onPaste={paste}
            onDragOver={(event) => event.preventDefault()}
            onDrop={drop}
          />
        )}
      </Field>
      <ComposerFiles composer={{ draft, uploads: ticket.uploads, detach, retry: ticket.retry, stop: ticket.stop }} />
      <div>
        <Button small onClick={() => input.current?.click()}>
          <Paperclip size={14} />
          {t('composer.attach')}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('composer.attach')}
          onChange={(event) => {
            ticket.attach([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
    </>
  );
}

/** Puts the customer named in the URL into the draft, once. */
function useGivenCustomer({ draft, change }: NewTicket): void {
  const { customer: id = '' } = useSearch({ from: '/signed-in/new' });
  const { data } = useQuery({ ...customerQuery(id), enabled: id !== '' });
  const applied = useRef('');
  useEffect(() => {
    if (!data || applied.current === id) return;
    applied.current = id;
    const { customer } = data;
    if (draft.customer?.id !== id)
      change({ customer: { id, name: customer.nick || customer.name }, newCustomer: null });
  }, [data, id, draft, change]);
}
