import { ArrowRight } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { propertyText } from './change-text.ts';
import { sourceText } from './source-text.ts';
import { textDifference } from './text-difference.ts';
import type { Change } from './ticket.ts';
import './differences.css';

/** Shows the old and the new value of each change. In texts, the words that differ are marked. */
export function Differences({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <dl className="changes">
      {changes.map((change) => (
        <div className="change" key={change.property}>
          <dt>{propertyText(change, t)}</dt>
          <dd>{isText(change) ? <TextChange change={change} /> : <ValueChange change={change} />}</dd>
        </div>
      ))}
    </dl>
  );
}

/**
 * True for changes whose differing words are marked: those of texts, and those whose old and new value together have
 * more than 80 characters.
 */
function isText({ property, from, to }: Change): boolean {
  return (
    property === 'content' ||
    property === 'title' ||
    property === 'reply' ||
    (from ?? '').length + (to ?? '').length > 80
  );
}

function ValueChange({ change }: { change: Change }) {
  const { t } = useTranslation();
  const text = (value: string) => (change.property === 'source' ? sourceText(value, t) : value || t('ticket.nothing'));
  return (
    <>
      {change.from !== null && <del>{text(change.from)}</del>}
      <ArrowRight className="change-arrow" size={12} aria-label={t('ticket.becomes')} />
      <ins>{text(change.to ?? '')}</ins>
    </>
  );
}

function TextChange({ change }: { change: Change }) {
  const pieces = useMemo(() => textDifference(change.from ?? '', change.to ?? ''), [change]);
  const fresh = change.from === null || change.from === '';
  return (
    <span className="text-change">
      {pieces.map(({ text, kind }, index) => {
        const key = `${index} ${kind}`;
        if (kind === 'removed') return <del key={key}>{text}</del>;
        return kind === 'added' && !fresh ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>;
      })}
    </span>
  );
}
