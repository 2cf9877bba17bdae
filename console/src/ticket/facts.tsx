import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/types.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useAuthorName } from './author-name.ts';
import { sourceText } from './source-text.ts';

/** Shows the read-only facts of the ticket: source, times, score and the like. */
export function Facts({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const title = useId();
  const starter = useAuthorName(ticket.starter);
  const moment = (at: number | null) => at !== null && <RelativeTime at={at} form="ago" />;
  return (
    <section className="rail-part" aria-labelledby={title}>
      <h2 className="rail-title" id={title}>
        {t('ticket.facts')}
      </h2>
      <dl className="facts">
        <Fact name={t('ticket.createdBy', { name: starter })} value={moment(ticket.createdAt)} />
        <Fact name={t('ticket.property.source')} value={sourceText(ticket.source, t)} />
        <Fact name={t('ticket.firstResponse')} value={moment(ticket.firstResponseAt)} />
        <Fact name={t('ticket.firstSolved')} value={moment(ticket.firstSolvedAt)} />
        <Fact name={t('ticket.closedAt')} value={moment(ticket.closedAt)} />
        <Fact name={t('ticket.contact')} value={ticket.contact?.info} />
        <Fact name={t('ticket.copiedTo')} value={ticket.copiedAgents.map((one) => one.name || one.mail).join('、')} />
        <Fact name={t('ticket.score')} value={ticket.score !== null && `${ticket.score} / 5`} />
        <Fact name={t('ticket.scoreRemark')} value={ticket.remark} />
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  if (value === false || value === '' || value === undefined || value === null) return null;
  return (
    <div className="fact">
      <dt className="fact-name">{name}</dt>
      <dd className="fact-body">
        <span className="fact-value fact-still">{value}</span>
      </dd>
    </div>
  );
}
