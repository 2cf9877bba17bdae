import { ArrowDownUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Sort } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { type ListSearch, sortOf, sortText } from './search.ts';

const names = {
  'updatedAt.desc': 'list.sortUpdated',
  'updatedAt.asc': 'list.sortUpdatedAsc',
  'createdAt.desc': 'list.sortCreated',
  'createdAt.asc': 'list.sortCreatedAsc',
  'level.desc': 'list.sortLevel',
  'level.asc': 'list.sortLevelAsc',
} as const satisfies Record<NonNullable<ListSearch['sort']>, string>;

type SortText = keyof typeof names;

/** Shows the order of the list, and a menu to change it. */
export function SortMenu({ sort, onChange }: { sort: Sort; onChange: (sort: Sort) => void }) {
  const { t } = useTranslation();
  const options = (Object.keys(names) as SortText[]).map((value) => ({ value, text: t(names[value]) }));
  const trigger = (
    <Button variant="plain" small aria-label={`${t('list.sort')}: ${t(names[sortText(sort)])}`}>
      <ArrowDownUp size={14} />
      <span className="sort-name">{t(names[sortText(sort)])}</span>
    </Button>
  );
  return (
    <Menu trigger={trigger} align="end">
      <MenuChoice
        label={t('list.sort')}
        value={sortText(sort)}
        options={options}
        onChange={(next) => onChange(sortOf(next) ?? sort)}
      />
    </Menu>
  );
}
