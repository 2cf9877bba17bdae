import type { LiveNotices } from '@gongdan/contract/console';
import { useTranslation } from 'react-i18next';
import { agentName, useCatalogIndex } from '../api/catalog.ts';
import { Avatar } from '../ui/avatar.tsx';

/** Shows the colleagues who have the ticket open. Those who are typing are marked in amber. */
export function People({ people }: { people: LiveNotices['presence']['people'] }) {
  const { t } = useTranslation();
  const { agent } = useCatalogIndex();
  if (people.length === 0) return null;
  const named = people.map((person) => ({ ...person, agent: agent.get(person.agentId) }));
  const text = named
    .map((person) =>
      t(person.doing === 'typing' ? 'ticket.typing' : 'ticket.viewing', { name: agentName(person.agent) }),
    )
    .join(t('ticket.comma'));
  return (
    <span className="ticket-people" role="img" aria-label={text}>
      {named.map((person) => (
        <Avatar
          key={person.agentId}
          id={person.agentId}
          name={agentName(person.agent)}
          face={person.agent?.face ?? ''}
          doing={person.doing}
        />
      ))}
      {named.some((person) => person.doing === 'typing') && (
        <span className="ticket-typing">{t('ticket.typingShort')}</span>
      )}
    </span>
  );
}
