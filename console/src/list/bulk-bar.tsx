import { CircleDot, MessageSquare, SignalHigh, UserRound, UsersRound, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agentName, useCatalogIndex } from '../api/catalog.ts';
import { useShortcut } from '../keys/registry.ts';
import { choosableStatuses } from '../ticket/choosable-statuses.ts';
import { levelOptions } from '../ticket/property-options.tsx';
import { Avatar, NoAvatar } from '../ui/avatar.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { StatusMark } from '../ui/marks.tsx';
import { type Option, Picker } from '../ui/picker.tsx';
import { Popover } from '../ui/popover.tsx';
import { BulkDialog, type BulkUpdate } from './bulk-dialog.tsx';
import type { RowSelection } from './row-selection.ts';
import './bulk.css';

interface BulkBarProps {
  readonly selection: RowSelection;
  /** Returns the number of a ticket by its id. */
  readonly numberOf: (id: string) => string;
}

/** Offers what can be done to all selected tickets. Each change is previewed before it is made. */
export function BulkBar({ selection, numberOf }: BulkBarProps) {
  const { t } = useTranslation();
  const [update, setUpdate] = useState<BulkUpdate>();
  const choices = useChoices();
  return (
    <section className="bulk-bar" aria-label={t('list.selected', { count: selection.ids.size })}>
      <span className="bulk-count figures" role="status">
        {t('list.selected', { count: selection.ids.size })}
      </span>
      {choices.map((choice) => (
        <BulkChoice key={choice.label} {...choice} onUpdate={setUpdate} />
      ))}
      <Button
        variant="plain"
        small
        onClick={() => setUpdate({ set: {}, reply: { content: '', visibility: 'public', files: [] } })}
      >
        <MessageSquare size={14} />
        {t('list.reply')}
      </Button>
      <Button variant="plain" small onClick={selection.selectAll} title={t('list.bulkLimit')}>
        {t('list.selectAll')}
      </Button>
      <IconButton small label={t('ui.clear')} shortcut="Escape" onClick={selection.clear}>
        <X size={15} />
      </IconButton>
      {update !== undefined && (
        <BulkDialog
          update={update}
          ids={[...selection.ids]}
          numberOf={numberOf}
          onClose={() => setUpdate(undefined)}
          onDone={selection.clear}
        />
      )}
    </section>
  );
}

interface Choice {
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut: 'status' | 'level' | 'assign' | undefined;
  readonly options: readonly Option[];
  readonly updateOf: (value: string) => BulkUpdate;
}

function useChoices(): readonly Choice[] {
  const { t } = useTranslation();
  const { catalog } = useCatalogIndex();
  return [
    {
      label: t('list.setStatus'),
      icon: <CircleDot size={14} />,
      shortcut: 'status',
      options: choosableStatuses(catalog).map(({ code, name, type }) => ({
        value: String(code),
        text: name,
        icon: <StatusMark type={type} />,
      })),
      updateOf: (value) => ({ set: { status: Number(value) } }),
    },
    {
      label: t('list.setLevel'),
      icon: <SignalHigh size={14} />,
      shortcut: 'level',
      options: levelOptions(catalog),
      updateOf: (value) => ({ set: { level: Number(value) } }),
    },
    {
      label: t('list.setGroup'),
      icon: <UsersRound size={14} />,
      shortcut: undefined,
      options: catalog.groups.map(({ id, name }) => ({ value: id, text: name })),
      updateOf: (groupId) => ({ set: { groupId } }),
    },
    {
      label: t('list.setAgent'),
      icon: <UserRound size={14} />,
      shortcut: 'assign',
      options: [
        { value: '', text: t('ticket.nobody'), icon: <NoAvatar title="" /> },
        ...catalog.agents
          .filter(({ active }) => active)
          .map((agent) => ({
            value: agent.id,
            text: agentName(agent),
            icon: <Avatar id={agent.id} name={agentName(agent)} face={agent.face} />,
          })),
      ],
      updateOf: (agentId) => ({ set: { agentId } }),
    },
  ];
}

function BulkChoice({
  label,
  icon,
  shortcut,
  options,
  updateOf,
  onUpdate,
}: Choice & { onUpdate: (update: BulkUpdate) => void }) {
  const [open, setOpen] = useState(false);
  // `first`: the shortcut changes the selected tickets, even while another ticket is open next to the list. React calls
  // the same hooks at each rendering, so a choice without a shortcut calls this one with `enabled: false`.
  useShortcut(shortcut ?? 'status', () => setOpen(true), { enabled: shortcut !== undefined, first: true });
  const pick = (value: string) => {
    setOpen(false);
    onUpdate(updateOf(value));
  };
  const trigger = (
    <Button variant="plain" small>
      {icon}
      {label}
    </Button>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger={trigger} label={label}>
      <Picker label={label} options={options} selected={[]} onPick={pick} />
    </Popover>
  );
}
