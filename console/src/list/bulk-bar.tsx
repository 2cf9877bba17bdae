import { CircleDot, MessageSquare, SignalHigh, UserRound, UsersRound, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agentName, useCatalogIndex } from '../api/catalog.ts';
import { useShortcut } from '../keys/registry.ts';
import { Avatar, NoAvatar } from '../ui/avatar.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { LevelMark, StatusMark } from '../ui/marks.tsx';
import { type Option, Picker } from '../ui/picker.tsx';
import { Popover } from '../ui/popover.tsx';
import { type BulkAct, BulkDialog } from './bulk-dialog.tsx';
import type { Marked } from './marked.ts';
import './bulk.css';

interface BulkBarProps {
  readonly marked: Marked;
  readonly numberOf: (id: string) => string;
}

/** Offers what can be done to all selected tickets. Each change is previewed before it is made. */
export function BulkBar({ marked, numberOf }: BulkBarProps) {
  const { t } = useTranslation();
  const [act, setAct] = useState<BulkAct>();
  const choices = useChoices();
  return (
    <section className="bulk-bar" aria-label={t('list.selected', { count: marked.ids.size })}>
      <span className="bulk-count figures" role="status">
        {t('list.selected', { count: marked.ids.size })}
      </span>
      {choices.map((choice) => (
        <BulkChoice key={choice.label} {...choice} onAct={setAct} />
      ))}
      <Button
        look="plain"
        small
        onClick={() => setAct({ set: {}, reply: { content: '', visibility: 'public', files: [] } })}
      >
        <MessageSquare size={14} />
        {t('list.reply')}
      </Button>
      <Button look="plain" small onClick={marked.markAll} title={t('list.bulkLimit')}>
        {t('list.selectAll')}
      </Button>
      <IconButton small label={t('ui.clear')} shortcut="Escape" onClick={marked.clear}>
        <X size={15} />
      </IconButton>
      {act !== undefined && (
        <BulkDialog
          act={act}
          ids={[...marked.ids]}
          numberOf={numberOf}
          onClose={() => setAct(undefined)}
          onDone={marked.clear}
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
  readonly actOf: (value: string) => BulkAct;
}

function useChoices(): readonly Choice[] {
  const { t } = useTranslation();
  const { catalog } = useCatalogIndex();
  return [
    {
      label: t('list.setStatus'),
      icon: <CircleDot size={14} />,
      shortcut: 'status',
      options: catalog.statuses.map(({ code, name, type }) => ({
        value: String(code),
        text: name,
        icon: <StatusMark type={type} />,
      })),
      actOf: (value) => ({ set: { status: Number(value) } }),
    },
    {
      label: t('list.setLevel'),
      icon: <SignalHigh size={14} />,
      shortcut: 'level',
      options: catalog.levels.map(({ code, name }) => ({
        value: String(code),
        text: name,
        icon: <LevelMark code={code} />,
      })),
      actOf: (value) => ({ set: { level: Number(value) } }),
    },
    {
      label: t('list.setGroup'),
      icon: <UsersRound size={14} />,
      shortcut: undefined,
      options: catalog.groups.map(({ id, name }) => ({ value: id, text: name })),
      actOf: (groupId) => ({ set: { groupId } }),
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
      actOf: (agentId) => ({ set: { agentId } }),
    },
  ];
}

function BulkChoice({ label, icon, shortcut, options, actOf, onAct }: Choice & { onAct: (act: BulkAct) => void }) {
  const [open, setOpen] = useState(false);
  // The shortcut changes the selected tickets, even while another ticket is open beside the list.
  useShortcut(shortcut ?? 'status', () => setOpen(true), { enabled: shortcut !== undefined, first: true });
  const pick = (value: string) => {
    setOpen(false);
    onAct(actOf(value));
  };
  const trigger = (
    <Button look="plain" small>
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
