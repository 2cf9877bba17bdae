import type { LiveNotices } from '@gongdan/contract/console';
import { Eye, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { agentName, useCatalogIndex } from '../api/catalog.ts';
import type { Ticket } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import type { ComposerState } from './use-composer.ts';

interface NewsProps {
  readonly ticket: Ticket;
  readonly composer: ComposerState;
  readonly people: LiveNotices['presence']['people'];
}

/** Shows who else is typing and what happened since the draft was begun, so that the customer gets no answer twice. */
export function ComposerNews({ ticket, composer, people }: NewsProps) {
  const { t } = useTranslation();
  const { agent } = useCatalogIndex();
  const typing = people.filter((person) => person.doing === 'typing');
  const names = typing.map((person) => agentName(agent.get(person.agentId))).join(t('ticket.comma'));
  const { events, unread } = composer.newEvents;
  const last = events.at(-1);
  return (
    <div className="composer-news" aria-live="polite">
      {typing.length > 0 && (
        <p className="composer-warning">
          <TriangleAlert size={14} />
          {t('composer.othersTyping', { names })}
        </p>
      )}
      {last && ticket.version === last.version && (
        <p className="composer-warning">
          <Eye size={14} />
          <span className="truncate">
            {t('composer.news', { count: events.length + unread, name: last.actor.name })}
          </span>
          <Button small variant="plain" onClick={composer.acknowledge}>
            {t('composer.acknowledge')}
          </Button>
        </p>
      )}
    </div>
  );
}
