import { UserCheck, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { agentName, type CatalogIndex, useCatalogIndex, useIsDeleted } from '../api/catalog.ts';
import { myId } from '../api/session.ts';
import type { Agent, Ticket } from '../api/types.ts';
import { Avatar, NoAvatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import type { Option } from '../ui/picker.tsx';
import { assignTo } from './assignment.ts';
import { PropertyMenu } from './property-menus.tsx';
import type { Updates } from './updates.ts';
import { useSetProperties } from './use-set-properties.ts';

/**
 * Assigns the ticket to an agent or a group. On an unassigned ticket, unless it is deleted, the button 接单 assigns it to
 * the signed-in agent.
 */
export function AssignMenu({ ticket, updates }: { ticket: Ticket; updates: Updates }) {
  const { t } = useTranslation();
  const index = useCatalogIndex();
  const set = useSetProperties(updates);
  const me = index.agent.get(myId());
  const agent = index.agent.get(ticket.agentId ?? '');
  const group = index.group.get(ticket.groupId ?? '');
  const deleted = useIsDeleted(ticket);
  const pick = (value: string) => {
    // The values are "nobody", "group:<id>" and "agent:<id>". An id may contain further colons.
    const [kind, id = ''] = value.split(/:(.*)/s);
    const chosen = index.agent.get(id);
    if (kind === 'nobody') set({ agentId: '' });
    else if (kind === 'group') set({ groupId: id });
    else if (chosen) set(assignTo(chosen, ticket));
  };
  const nobody =
    ticket.agentId === null ? [] : [{ value: 'nobody', text: t('ticket.nobody'), icon: <NoAvatar title="" /> }];
  const now = [agentName(agent) || t('ticket.nobody'), group?.name].filter(Boolean).join(' · ');
  return (
    <>
      <PropertyMenu
        shortcut="assign"
        keys="a"
        label={t('ticket.assigned')}
        now={now}
        icon={agent ? <Avatar id={agent.id} name={agentName(agent)} face={agent.face} /> : <NoAvatar title="" />}
        options={[...nobody, ...optionsOf(index, me, t('ticket.me'))]}
        selected={agent ? `agent:${agent.id}` : `group:${ticket.groupId ?? ''}`}
        disabled={deleted}
        onPick={pick}
      />
      {ticket.agentId === null && me && !deleted && (
        <Button small variant="primary" onClick={() => set(assignTo(me, ticket))}>
          <UserCheck size={14} />
          {t('ticket.accept')}
        </Button>
      )}
    </>
  );
}

function optionsOf({ catalog, group }: CatalogIndex, me: Agent | undefined, meText: string): Option[] {
  const others = catalog.agents.filter((agent) => agent.active && agent.id !== me?.id);
  const agentOption = (agent: Agent, note = ''): Option => ({
    value: `agent:${agent.id}`,
    text: agentName(agent) + note,
    hint: agent.groupIds.map((id) => group.get(id)?.name ?? '').join('、'),
    icon: <Avatar id={agent.id} name={agentName(agent)} face={agent.face} />,
  });
  return [
    ...(me ? [agentOption(me, ` (${meText})`)] : []),
    ...catalog.groups.map((one) => ({ value: `group:${one.id}`, text: one.name, icon: <Users size={16} /> })),
    ...others.map((agent) => agentOption(agent)),
  ];
}
