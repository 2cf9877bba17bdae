import type { TFunction } from 'i18next';
import { BellRing } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { agentName, type CatalogIndex, useCatalogIndex } from '../api/catalog.ts';
import type { TicketRow } from '../api/types.ts';
import { usePresence } from '../live/presence.ts';
import { Avatar, NoAvatar } from '../ui/avatar.tsx';
import { classes } from '../ui/classes.ts';
import { Checkbox } from '../ui/fields.tsx';
import { LevelMark, StatusMark } from '../ui/marks.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';

/** The layout of a row, by the space it has. */
export type RowShape = 'wide' | 'two-lines' | 'one-line';

interface RowProps {
  readonly row: TicketRow;
  readonly shape: RowShape;
  readonly current: boolean;
  readonly selected: boolean;
  /** The instant that is shown: `createdAt` if the list is sorted by it, otherwise `updatedAt`. */
  readonly time: 'createdAt' | 'updatedAt';
  readonly onOpen: (row: TicketRow) => void;
  readonly onSelect: (row: TicketRow, range: boolean) => void;
}

/** The props of every cell of a row. The row looks them up once, because scrolling renders many rows quickly. */
interface Cells {
  readonly row: TicketRow;
  readonly at: number;
  readonly index: CatalogIndex;
  readonly t: TFunction;
}

/** Shows a ticket of a list. `Rows` decides where the row is. */
export const Row = memo(function Row({ row, shape, current, selected, time, onOpen, onSelect }: RowProps) {
  const { t } = useTranslation();
  const cells = { row, at: row[time], index: useCatalogIndex(), t };
  const open = (event: MouseEvent) => {
    // With Ctrl or ⌘ the browser opens the link itself.
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    if (event.shiftKey) onSelect(row, true);
    else onOpen(row);
  };
  const className = classes(
    'row',
    shape === 'wide' ? 'row-wide' : 'row-narrow',
    current && 'row-current',
    selected && 'row-selected',
  );
  return (
    <div className={className}>
      <a
        className="row-link"
        href={`/console/t/${encodeURIComponent(row.number)}`}
        aria-current={current || undefined}
        onClick={open}
      >
        <span className="unseen">{`${row.number} ${row.title}`}</span>
      </a>
      <span className="row-check">
        <Checkbox
          aria-label={t('list.select', { number: row.number })}
          checked={selected}
          // The click selects the row, because only a click event says whether Shift is pressed.
          onClick={(event) => onSelect(row, event.shiftKey)}
          onChange={() => undefined}
        />
      </span>
      {shape === 'wide' ? <WideCells {...cells} /> : <NarrowLines {...cells} lines={shape === 'two-lines' ? 2 : 1} />}
    </div>
  );
});

function WideCells(cells: Cells) {
  const { row, at, index } = cells;
  return (
    <>
      <Status {...cells} />
      <Level {...cells} />
      <span className="row-number figures">{row.number}</span>
      <span className="row-main">
        <span className="row-title truncate">{row.title}</span>
        <Marks {...cells} />
      </span>
      <span className="row-soft truncate">{row.customer?.nick}</span>
      <span className="row-faint truncate">{index.category.get(row.categoryId)?.name}</span>
      <Assignee {...cells} />
      <span className="row-time">
        <RelativeTime at={at} />
      </span>
    </>
  );
}

function NarrowLines({ lines, ...cells }: Cells & { lines: 1 | 2 }) {
  const { row, at, index } = cells;
  return (
    <span className="row-lines">
      <span className="row-line">
        <Status {...cells} />
        {lines === 1 && <Level {...cells} />}
        <span className="row-title truncate">{row.title}</span>
        <Marks {...cells} />
        {lines === 1 && <Assignee {...cells} />}
        <span className="row-time">
          <RelativeTime at={at} />
        </span>
      </span>
      {lines === 2 && (
        <span className="row-line">
          <Level {...cells} />
          <span className="row-number figures">{row.number}</span>
          <span className="row-faint truncate">{row.customer?.nick}</span>
          <span className="row-faint row-category truncate">{index.category.get(row.categoryId)?.name}</span>
          <Assignee {...cells} />
        </span>
      )}
    </span>
  );
}

function Status({ row, index }: Cells) {
  const status = index.status.get(row.status);
  return <StatusMark type={status?.type ?? 0} label={status?.name ?? String(row.status)} />;
}

function Level({ row, index }: Cells) {
  return <LevelMark code={row.level} label={index.level.get(row.level)?.name ?? String(row.level)} />;
}

function Assignee({ row, index, t }: Cells) {
  const agent = index.agent.get(row.agentId ?? '');
  if (agent === undefined) return <NoAvatar title={t('list.unassigned')} />;
  return <Avatar name={agentName(agent)} id={agent.id} face={agent.face} />;
}

/** Shows the number of reminders, and who has the ticket open now. */
function Marks({ row, index, t }: Cells) {
  const people = usePresence(row.id);
  if (row.reminderCount === 0 && people.length === 0) return null;
  return (
    <span className="row-marks">
      {row.reminderCount > 0 && (
        <span className="row-reminded figures" title={t('list.reminded', { count: row.reminderCount })}>
          <BellRing size={13} aria-label={t('list.reminded', { count: row.reminderCount })} />
          {row.reminderCount > 1 && row.reminderCount}
        </span>
      )}
      <span className="row-people">
        {people.slice(0, 3).map(({ agentId, doing }) => {
          const name = agentName(index.agent.get(agentId));
          const title = t(doing === 'typing' ? 'list.hereTyping' : 'list.here', { names: name });
          return <Avatar key={agentId} id={agentId} name={name} doing={doing} title={title} />;
        })}
      </span>
    </span>
  );
}
