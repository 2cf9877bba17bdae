import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type CatalogIndex, useCatalogIndex } from '../api/catalog.ts';
import { countsQuery, viewsQuery } from '../api/queries.ts';
import type { View } from '../api/types.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { ViewIcon } from './view-icon.tsx';
import { statusOfView, viewName } from './view-names.ts';

/** Lists all views with the number of their tickets: built-in ones, saved ones by owner, one for each status. */
export function NavViews({ collapsed, onPick }: { collapsed: boolean; onPick?: () => void }) {
  const { t } = useTranslation();
  const index = useCatalogIndex();
  const views = useSuspenseQuery(viewsQuery).data;
  const count = useCounts();
  const sections = sectionsOf(views, index);
  const titles = {
    company: t('views.company'),
    mine: t('views.mine'),
    status: t('views.byStatus'),
    builtIn: undefined,
  };
  return (
    <div className="nav-views scrolls">
      {sections.map(({ name, kind, views: inside }) => (
        <div key={name} className="nav-section">
          {!collapsed && <SectionTitle text={kind === 'group' ? name : titles[kind]} />}
          {inside.map((view) => (
            <ViewLink
              key={view.id}
              view={view}
              collapsed={collapsed}
              count={count(view.id)}
              index={index}
              onPick={onPick}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function SectionTitle({ text }: { text: string | undefined }) {
  return text === undefined ? null : <p className="nav-section-title truncate">{text}</p>;
}

interface ViewLinkProps {
  readonly view: View;
  readonly collapsed: boolean;
  readonly count: string;
  readonly index: CatalogIndex;
  readonly onPick: (() => void) | undefined;
}

function ViewLink({ view, collapsed, count, index, onPick }: ViewLinkProps) {
  const { t } = useTranslation();
  const name = viewName(view, index, t);
  const link = (
    <Link className="nav-link" to="/w/$view" params={{ view: view.id }} search={{}} onClick={onPick}>
      <ViewIcon view={view} index={index} />
      {collapsed ? <span className="unseen">{name}</span> : <span className="nav-link-text truncate">{name}</span>}
      {!collapsed && count !== '' && <span className="nav-count figures">{count}</span>}
    </Link>
  );
  return collapsed ? <Tooltip text={count === '' ? name : `${name} · ${count}`}>{link}</Tooltip> : link;
}

/**
 * Returns a function for the text of a view's count: "" if the count is unknown or zero, and "999+" if the server has
 * stopped counting at 999.
 */
export function useCounts(): (viewId: string) => string {
  const { data } = useQuery(countsQuery);
  const known = new Map(data?.counts.map(({ viewId, tickets }) => [viewId, tickets]));
  return (viewId) => {
    const tickets = known.get(viewId) ?? 0;
    if (data === undefined || tickets === 0) return '';
    return tickets >= data.most ? `${data.most}+` : String(tickets);
  };
}

interface Section {
  readonly name: string;
  readonly kind: 'builtIn' | 'company' | 'group' | 'mine' | 'status';
  readonly views: readonly View[];
}

function sectionsOf(views: readonly View[], { catalog }: CatalogIndex): readonly Section[] {
  const saved = views.filter((view) => !view.builtIn);
  const ofGroup = (id: string) => saved.filter(({ owner }) => owner.type === 'group' && owner.groupId === id);
  const all: Section[] = [
    {
      name: 'builtIn',
      kind: 'builtIn',
      views: views.filter((view) => view.builtIn && statusOfView(view) === undefined),
    },
    { name: 'company', kind: 'company', views: saved.filter(({ owner }) => owner.type === 'company') },
    ...catalog.groups.map(({ id, name }): Section => ({ name, kind: 'group', views: ofGroup(id) })),
    { name: 'mine', kind: 'mine', views: saved.filter(({ owner }) => owner.type === 'agent') },
    { name: 'status', kind: 'status', views: views.filter((view) => view.builtIn && statusOfView(view) !== undefined) },
  ];
  return all.filter((section) => section.views.length > 0);
}
