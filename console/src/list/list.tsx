import { CircleCheckBig, SearchX } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, ticketQuery } from '../api/queries.ts';
import type { Condition, Sort, TicketRow, View } from '../api/types.ts';
import { useShortcut } from '../keys/registry.ts';
import { Button } from '../ui/button.tsx';
import { useStableCallback } from '../ui/stable-callback.ts';
import { EmptyState, SkeletonLines } from '../ui/states.tsx';
import { faultText } from '../words/faults.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useCursor } from './cursor.ts';
import { ListHead } from './head.tsx';
import { useRowSelection } from './row-selection.ts';
import { Rows } from './rows.tsx';
import { useTicketList } from './tickets.ts';
import './list.css';

interface ListProps {
  readonly view: View;
  /** The conditions in addition to those of the view. A ticket has to meet all of them. */
  readonly all: Condition[];
  /** Undefined for the order of the view. */
  readonly sort: Sort | undefined;
  /** The number of the ticket that is open next to the list. */
  readonly open: string | undefined;
  readonly onOpen: (number: string | undefined) => void;
  readonly onAll: (all: Condition[]) => void;
  readonly onSort: (sort: Sort | undefined) => void;
  readonly onView: (viewId: string) => void;
}

/** Lists the tickets of a view, which can be opened and selected by keys or pointer. */
export function List({ view, all, sort, open, onOpen, onAll, onSort, onView }: ListProps) {
  const { t } = useTranslation();
  const list = useTicketList({ viewId: view.id, all: all.length === 0 ? undefined : all, sort });
  const { rows } = list;
  const cursor = useCursor(rows, open);
  const selection = useRowSelection(rows);

  const show = useStableCallback((row: TicketRow) => {
    cursor.moveTo(row);
    onOpen(row.number);
  });
  const select = useStableCallback((row: TicketRow, range: boolean) =>
    range ? selection.selectTo(row) : selection.toggle(row),
  );
  const more = useStableCallback(() => {
    if (list.hasNextPage && !list.isFetchingNextPage) list.fetchNextPage().catch(reportError);
  });
  const move = (by: 1 | -1) => {
    const next = cursor.step(by);
    if (next === undefined) return;
    if (open === undefined) cursor.moveTo(next);
    else show(next);
  };
  useShortcut('next', () => move(1));
  useShortcut('previous', () => move(-1));
  const atCursor = (act: (row: TicketRow) => void) => {
    const row = cursor.row();
    return row === undefined ? false : act(row);
  };
  useShortcut('open', () => atCursor(show));
  useShortcut('select', () => atCursor((row) => select(row, false)));
  useShortcut('selectRange', () => atCursor((row) => select(row, true)));
  useShortcut('back', () => {
    if (selection.ids.size > 0) return selection.clear();
    return open === undefined ? false : onOpen(undefined);
  });
  usePrefetch(rows, cursor.index);

  const end = list.isFetchingNextPage ? <SkeletonLines lines={3} /> : null;
  return (
    <section className="list" aria-label={t('list.tickets')}>
      <ListHead view={view} all={all} sort={sort} onAll={onAll} onSort={onSort} onView={onView} />
      <Content list={list} filtered={all.length > 0} onClear={() => onAll([])}>
        <Rows
          label={t('list.tickets')}
          rows={rows}
          current={cursor.index}
          selected={selection.ids}
          time={(sort ?? view.sort).by === 'createdAt' ? 'createdAt' : 'updatedAt'}
          onOpen={show}
          onSelect={select}
          onEnd={more}
          end={end}
        />
      </Content>
      {selection.ids.size > 0 && (
        <BulkBar selection={selection} numberOf={(id) => rows.find((row) => row.id === id)?.number ?? id} />
      )}
    </section>
  );
}

interface ContentProps {
  readonly list: ReturnType<typeof useTicketList>;
  readonly filtered: boolean;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** Shows the rows, or the reason why there are none. */
function Content({ list, filtered, onClear, children }: ContentProps) {
  const { t } = useTranslation();
  if (list.isPending) return <SkeletonLines lines={12} />;
  if (list.error !== null && list.rows.length === 0) {
    const again = <Button onClick={() => list.refetch()}>{t('app.again')}</Button>;
    return (
      <EmptyState
        icon={<SearchX size={28} />}
        title={t('list.failed')}
        lead={faultText(list.error, t)}
        action={again}
      />
    );
  }
  if (list.rows.length === 0) {
    const icon = <CircleCheckBig size={28} />;
    if (!filtered) return <EmptyState icon={icon} title={t('list.empty')} lead={t('list.emptyLead')} />;
    const clear = <Button onClick={onClear}>{t('list.clearFilters')}</Button>;
    return (
      <EmptyState icon={<SearchX size={28} />} title={t('list.empty')} lead={t('list.emptyFiltered')} action={clear} />
    );
  }
  return (
    <>
      {list.missed > 0 && (
        <div className="list-missed">
          <Button small onClick={list.readAgain}>
            {t('list.changed', { count: list.missed })}
          </Button>
        </div>
      )}
      {children}
    </>
  );
}

/**
 * Prefetches the tickets of the current row, the next two rows and the previous one, or of the first two if no row is
 * current. It waits until the rows and the current row have been the same for 60 ms.
 */
function usePrefetch(rows: readonly TicketRow[], index: number): void {
  useEffect(() => {
    const around = index < 0 ? rows.slice(0, 2) : [rows[index], rows[index + 1], rows[index + 2], rows[index - 1]];
    const timer = setTimeout(() => {
      for (const row of around) {
        if (row !== undefined) queryClient.prefetchQuery(ticketQuery(row.number)).catch(reportError);
      }
    }, 60);
    return () => clearTimeout(timer);
  }, [rows, index]);
}
