import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { MousePointerClick } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { viewsQuery } from '../api/queries.ts';
import type { Condition, Sort } from '../api/types.ts';
import { TicketPane } from '../ticket/pane.tsx';
import { SplitPane } from '../ui/split-pane.tsx';
import { EmptyState } from '../ui/states.tsx';
import { List } from './list.tsx';
import { type ListSearch, sortOf, sortText } from './search.ts';

/** Shows the tickets of a view, and the open ticket beside the list; on a phone the ticket covers the list. */
export function ListPage() {
  const { t } = useTranslation();
  const { view: viewId } = useParams({ from: '/signed-in/w/$view' });
  const search = useSearch({ from: '/signed-in/w/$view' });
  const view = useSuspenseQuery(viewsQuery).data.find(({ id }) => id === viewId);
  const navigation = useListNavigation(viewId, search);
  if (view === undefined) return <EmptyState icon={<MousePointerClick size={28} />} title={t('fault.viewUnknown')} />;

  const list = (
    <List
      key={viewId}
      view={view}
      all={search.all ?? noConditions}
      sort={sortOf(search.sort)}
      open={search.t}
      onOpen={navigation.ticket}
      onAll={navigation.conditions}
      onSort={navigation.sort}
      onView={navigation.view}
    />
  );
  const ticket =
    search.t === undefined ? undefined : (
      <section className="detail" aria-label={search.t}>
        <TicketPane key={search.t} number={search.t} onClose={() => navigation.ticket(undefined)} />
      </section>
    );
  // The list stays mounted when a ticket is opened or closed, so that its selection and scroll position are kept.
  return <SplitPane name="list" initialWidth={400} minWidth={300} maxWidth={720} first={list} second={ticket} />;
}

const noConditions: Condition[] = [];

/** Returns functions that put the agent's choices into the URL, so that the list can be shared as a link. */
function useListNavigation(view: string, search: ListSearch) {
  const navigate = useNavigate();
  const go = (next: ListSearch, replace: boolean) =>
    navigate({ to: '/w/$view', params: { view }, search: next, replace });
  const { t: _, ...withoutTicket } = search;
  const { all: __, ...withoutConditions } = search;
  return {
    // Going from ticket to ticket replaces the history entry, so that "back" leads to the list.
    ticket: (number: string | undefined) =>
      number === undefined ? go(withoutTicket, false) : go({ ...search, t: number }, search.t !== undefined),
    conditions: (all: Condition[]) => go(all.length === 0 ? withoutConditions : { ...search, all }, true),
    sort: (sort: Sort | undefined) => go({ ...search, ...(sort && { sort: sortText(sort) }) }, true),
    view: (id: string) => navigate({ to: '/w/$view', params: { view: id }, search: {} }),
  };
}
