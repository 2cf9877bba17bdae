import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalogIndex } from '../api/catalog.ts';
import { viewsQuery } from '../api/queries.ts';
import { viewName } from './view-names.ts';

export function Nav() {
  const { t } = useTranslation();
  const index = useCatalogIndex();
  const views = useSuspenseQuery(viewsQuery).data;
  return (
    <nav aria-label={t('views.title')}>
      {views.map((view) => (
        <Link key={view.id} to="/w/$view" params={{ view: view.id }}>
          {viewName(view, index, t)}
        </Link>
      ))}
    </nav>
  );
}
