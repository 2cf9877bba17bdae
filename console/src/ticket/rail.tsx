import { useTranslation } from 'react-i18next';
import { useCatalogIndex, useIsDeleted } from '../api/catalog.ts';
import type { Ticket } from '../api/types.ts';
import { CustomerSection } from '../customer/section.tsx';
import { isEditable } from '../fields/field.ts';
import { FieldRow } from '../fields/field-row.tsx';
import { fieldsOfTicket } from '../fields/template-fields.ts';
import { Facts } from './facts.tsx';
import type { Updates } from './updates.ts';
import './rail.css';

/** The column beside the conversation: custom fields, customer and facts. */
export function Rail({ ticket, updates }: { ticket: Ticket; updates: Updates }) {
  const { t } = useTranslation();
  return (
    <div className="rail">
      <section className="rail-part" aria-label={t('ticket.fields')}>
        <FieldRows ticket={ticket} updates={updates} />
      </section>
      <CustomerSection ticket={ticket} />
      <Facts ticket={ticket} />
    </div>
  );
}

function FieldRows({ ticket, updates }: { ticket: Ticket; updates: Updates }) {
  const { t } = useTranslation();
  const { catalog, category } = useCatalogIndex();
  const deleted = useIsDeleted(ticket);
  const { asked, others } = fieldsOfTicket(catalog, ticket);
  const values = new Map(ticket.fields.map((one) => [one.fieldId, one]));
  const row = (field: (typeof asked)[number], editable: boolean) => (
    <FieldRow
      key={field.id}
      field={field}
      value={values.get(field.id)?.value ?? ''}
      text={values.get(field.id)?.text ?? ''}
      editable={editable}
      version={ticket.version}
      onSave={(value, version) => updates.set({ fields: [{ fieldId: field.id, value }] }, version)}
    />
  );
  return (
    <>
      <div className="fact">
        <span className="fact-name">{t('ticket.property.categoryId')}</span>
        <div className="fact-body">
          <span className="fact-value fact-still">
            {category.get(ticket.categoryId)?.path.replaceAll('/', ' / ') ?? '—'}
          </span>
        </div>
      </div>
      {asked.map((field) => row(field, !deleted && isEditable(field)))}
      {others.length > 0 && <h2 className="rail-title">{t('ticket.otherFields')}</h2>}
      {others.map((field) => row(field, false))}
    </>
  );
}
