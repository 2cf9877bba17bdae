import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './states.css';

/** Grey lines in the place of contents that are loading. */
export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <output className="skeleton-lines" aria-label={t('app.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={line} className={line % 3 === 2 ? 'skeleton skeleton-short' : 'skeleton'} />
      ))}
    </output>
  );
}

interface EmptyProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly lead?: string | undefined;
  readonly action?: ReactNode;
}

/** Says that there is nothing to show, why, and what can be done. */
export function EmptyState({ icon, title, lead, action }: EmptyProps) {
  return (
    <div className="empty">
      {icon}
      <p className="empty-title">{title}</p>
      {lead !== undefined && <p>{lead}</p>}
      {action !== undefined && <div className="empty-action">{action}</div>}
    </div>
  );
}
