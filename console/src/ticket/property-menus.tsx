import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogIndex, useIsDeleted } from '../api/catalog.ts';
import type { Ticket } from '../api/types.ts';
import { useShortcut } from '../keys/registry.ts';
import { Button } from '../ui/button.tsx';
import { LevelMark, StatusMark } from '../ui/marks.tsx';
import { type Option, Picker } from '../ui/picker.tsx';
import { Popover } from '../ui/popover.tsx';
import { levelOptions, statusOptions } from './property-options.tsx';
import type { Updates } from './updates.ts';
import { useSetProperties } from './use-set-properties.ts';

interface MenuProps {
  readonly ticket: Ticket;
  readonly updates: Updates;
}

export function StatusMenu({ ticket, updates }: MenuProps) {
  const { t } = useTranslation();
  const { catalog, status } = useCatalogIndex();
  const set = useSetProperties(updates);
  const deleted = useIsDeleted(ticket);
  const now = status.get(ticket.status);
  return (
    <PropertyMenu
      shortcut="status"
      keys="s"
      label={t('ticket.property.status')}
      now={now?.name ?? String(ticket.status)}
      icon={<StatusMark type={now?.type ?? 1} />}
      options={statusOptions(catalog)}
      selected={String(ticket.status)}
      disabled={deleted}
      onPick={(value) => set({ status: Number(value) })}
    />
  );
}

export function LevelMenu({ ticket, updates }: MenuProps) {
  const { t } = useTranslation();
  const { catalog, level } = useCatalogIndex();
  const set = useSetProperties(updates);
  const deleted = useIsDeleted(ticket);
  return (
    <PropertyMenu
      shortcut="level"
      keys="l"
      label={t('ticket.property.level')}
      now={level.get(ticket.level)?.name ?? String(ticket.level)}
      icon={<LevelMark code={ticket.level} />}
      options={levelOptions(catalog)}
      selected={String(ticket.level)}
      disabled={deleted}
      onPick={(value) => set({ level: Number(value) })}
    />
  );
}

interface PropertyMenuProps {
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
export function PropertyMenu({
  shortcut,
  keys,
  label,
  now,
  icon,
  options,
  selected,
  disabled,
  onPick,
}: PropertyMenuProps) {
  const [open, setOpen] = useState(false);
  useShortcut(shortcut, () => setOpen(true), { enabled: !disabled });
  // The hint is the browser's own `title` and not our `Tooltip`, because an open tooltip would handle the Escape that
  // is meant to close the menu.
  const trigger = (
    <Button small className="property-menu" disabled={disabled} title={`${label} (${keys.toUpperCase()})`}>
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
