import { useTranslation } from 'react-i18next';
import { agentName, useCatalogIndex } from '../api/catalog.ts';
import { myId } from '../api/session.ts';
import { assignTo } from '../ticket/assignment.ts';
import { levelOptions, statusOptions } from '../ticket/property-options.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Field } from '../ui/fields.tsx';
import { Select } from '../ui/select.tsx';
import type { NewTicket } from './use-new-ticket.ts';

/** Sets status, level, group and agent of the new ticket. */
export function PropertiesPart({ ticket }: { ticket: NewTicket }) {
  const { t } = useTranslation();
  const { catalog } = useCatalogIndex();
  const { draft, change, errorAt } = ticket;
  return (
    <>
      <Field label={t('ticket.property.status')} error={errorAt('status')}>
        {(control) => (
          <Select
            control={control}
            label={t('ticket.property.status')}
            value={String(draft.status)}
            options={statusOptions(catalog)}
            onChange={(value) => change({ status: Number(value) })}
          />
        )}
      </Field>
      <Field label={t('ticket.property.level')} error={errorAt('level')}>
        {(control) => (
          <Select
            control={control}
            label={t('ticket.property.level')}
            value={String(draft.level)}
            options={levelOptions(catalog)}
            onChange={(value) => change({ level: Number(value) })}
          />
        )}
      </Field>
      <Assignment ticket={ticket} />
    </>
  );
}

function Assignment({ ticket }: { ticket: NewTicket }) {
  const { t } = useTranslation();
  const { catalog, agent } = useCatalogIndex();
  const { draft, change, errorAt } = ticket;
  const none = { value: '', text: t('ui.none') };
  const groups = catalog.groups.map((one) => ({ value: one.id, text: one.name }));
  const me = myId();
  const agents = catalog.agents
    .filter((one) => one.active && (draft.groupId === null || one.groupIds.includes(draft.groupId)))
    // The signed-in agent is listed first.
    .sort((a, b) => Number(b.id === me) - Number(a.id === me))
    .map((one) => ({
      value: one.id,
      text: agentName(one),
      icon: <Avatar id={one.id} name={agentName(one)} face={one.face} />,
    }));
  const assign = (id: string) => {
    const chosen = agent.get(id);
    change(chosen ? assignTo(chosen, draft) : { agentId: null });
  };
  const chooseGroup = (id: string) => {
    // An agent who is not in the new group is removed from the draft.
    const keepsAgent = id === '' || (agent.get(draft.agentId ?? '')?.groupIds.includes(id) ?? false);
    change({ groupId: id === '' ? null : id, agentId: keepsAgent ? draft.agentId : null });
  };
  return (
    <>
      <Field label={t('ticket.property.groupId')} error={errorAt('groupId')}>
        {(control) => (
          <Select
            control={control}
            label={t('ticket.property.groupId')}
            value={draft.groupId ?? ''}
            options={[none, ...groups]}
            onChange={chooseGroup}
          />
        )}
      </Field>
      <Field label={t('ticket.property.agentId')} error={errorAt('agentId')}>
        {(control) => (
          <Select
            control={control}
            label={t('ticket.property.agentId')}
            value={draft.agentId ?? ''}
            options={[none, ...agents]}
            onChange={assign}
          />
        )}
      </Field>
    </>
  );
}
