import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deletedType, useCatalogIndex } from '../api/catalog.ts';
import type { Ticket } from '../api/types.ts';
import { useShortcut } from '../keys/registry.ts';
import { Button } from '../ui/button.tsx';
import { LevelMark, StatusMark } from '../ui/marks.tsx';
import { type Option, Picker } from '../ui/picker.tsx';
import { Popover } from '../ui/popover.tsx';
import type { Updates } from './updates.ts';
import { useSet } from './use-set.ts';

interface MenuProps {
  readonly ticket: Ticket;
  readonly updates: Updates;
}

export function StatusMenu({ ticket, updates }: MenuProps) {
  const { t } = useTranslation();
  const { catalog, status } = useCatalogIndex();
  const set = useSet(updates);
  const now = status.get(ticket.status);
  const options = catalog.statuses
    .filter((one) => one.type !== deletedType)
    .map((one) => ({ value: String(one.code), text: one.name, icon: <StatusMark type={one.type} /> }));
  return (
    <Standing
      shortcut="status"
      keys="s"
      label={t('ticket.property.status')}
      now={now?.name ?? String(ticket.status)}
      icon={<StatusMark type={now?.type ?? 1} />}
      options={options}
      selected={String(ticket.status)}
      disabled={now?.type === deletedType}
      onPick={(value) => set({ status: Number(value) })}
    />
  );
}

export function LevelMenu({ ticket, updates }: MenuProps) {
  const { t } = useTranslation();
  const { catalog, level, status } = useCatalogIndex();
  const set = useSet(updates);
  const options = catalog.levels.map((one) => ({
    value: String(one.code),
    text: one.name,
    icon: <LevelMark code={one.code} />,
  }));
  return (
    <Standing
      shortcut="level"
      keys="l"
      label={t('ticket.property.level')}
      now={level.get(ticket.level)?.name ?? String(ticket.level)}
      icon={<LevelMark code={ticket.level} />}
      options={options}
      selected={String(ticket.level)}
      disabled={status.get(ticket.status)?.type === deletedType}
      onPick={(value) => set({ level: Number(value) })}
    />
  );
}

interface StandingProps {
  readonly shortcut: 'status' | 'level' | 'assign';
  readonly keys: string;
  readonly label: string;
  readonly now: string;
  readonly icon: ReactNode;
  readonly options: readonly Option[];
  readonly selected: string;
  readonly disabled: boolean;
  readonly onPick: (value: string) => void;
}

/** Shows one property of the ticket as a button, which opens a menu to change it by pointer or shortcut. */
export function Standing({ shortcut, keys, label, now, icon, options, selected, disabled, onPick }: StandingProps) {
  const [open, setOpen] = useState(false);
  useShortcut(shortcut, () => setOpen(true), { enabled: !disabled });
  // This uses the browser's own hint: an open tooltip would handle the Escape that is meant to close the menu.
  const trigger = (
    <Button small className="standing" disabled={disabled} title={`${label} (${keys.toUpperCase()})`}>
      <span className="unseen">{`${label}: `}</span>
      {icon}
      <span className="truncate">{now}</span>
    </Button>
  );
  const pick = (value: string) => {
    setOpen(false);
    if (value !== selected) onPick(value);
  };
  return (
    <Popover open={open} onOpenChange={setOpen} label={label} trigger={trigger}>
      <Picker label={label} options={options} selected={[selected]} onPick={pick} />
    </Popover>
  );
}
