import { Ellipsis, Pencil, Save, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogIndex } from '../api/catalog.ts';
import type { Condition, Sort, View } from '../api/types.ts';
import { viewName } from '../nav/view-names.ts';
import { useCounts } from '../nav/views.tsx';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useTitle } from '../ui/title.ts';
import { AddCondition, ConditionChips } from './filter-bar.tsx';
import { RemoveView } from './remove-view.tsx';
import { SortMenu } from './sort-menu.tsx';
import { ViewDialog } from './view-dialog.tsx';

interface ListHeadProps {
  readonly view: View;
  /** The conditions in addition to those of the view. */
  readonly all: Condition[];
  readonly sort: Sort | undefined;
  readonly onAll: (all: Condition[]) => void;
  readonly onSort: (sort: Sort | undefined) => void;
  /** Opens a view without filters: the saved one, `open` after a removal, or the same view to drop its filters. */
  readonly onView: (viewId: string) => void;
}

type Shown = 'save' | 'edit' | 'remove';

/** The head of a list: name and count of the view, sorting, filters, and the menu of the view. */
export function ListHead(props: ListHeadProps) {
  const { view, all, sort, onAll, onSort, onView } = props;
  const { t } = useTranslation();
  const index = useCatalogIndex();
  const count = useCounts();
  const [shown, setShown] = useState<Shown>();
  const name = viewName(view, index, t);
  useTitle(name);
  const differs = all.length > 0 || sort !== undefined;
  return (
    <>
      <header className="list-head">
        <h1 className="truncate">{name}</h1>
        <span className="list-count figures">{all.length === 0 ? count(view.id) : ''}</span>
        <SortMenu sort={sort ?? view.sort} onChange={onSort} />
        <AddCondition conditions={all} onChange={onAll} />
        <ViewMenu view={view} onShow={setShown} />
      </header>
      {differs && (
        <div className="filter-bar">
          <ConditionChips conditions={all} onChange={onAll} />
          <div className="filter-end">
            <Button small variant="plain" onClick={() => onView(view.id)}>
              {t('list.clearFilters')}
            </Button>
            <Button small onClick={() => setShown('save')}>
              <Save size={13} />
              {t('views.saveAs')}
            </Button>
          </div>
        </div>
      )}
      <ViewDialogs {...props} shown={shown} onClose={() => setShown(undefined)} />
    </>
  );
}

function ViewMenu({ view, onShow }: { view: View; onShow: (shown: Shown) => void }) {
  const { t } = useTranslation();
  const trigger = (
    <Button variant="plain" small className="button-icon" aria-label={t('views.more')}>
      <Ellipsis size={16} />
    </Button>
  );
  return (
    <Menu trigger={trigger} align="end">
      <MenuItem icon={<Save size={15} />} onSelect={() => onShow('save')}>
        {t('views.saveAs')}
      </MenuItem>
      {view.editable && (
        <>
          <MenuItem icon={<Pencil size={15} />} onSelect={() => onShow('edit')}>
            {t('views.edit')}
          </MenuItem>
          <MenuItem icon={<Trash2 size={15} />} danger onSelect={() => onShow('remove')}>
            {t('views.remove')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

interface ViewDialogsProps extends ListHeadProps {
  readonly shown: Shown | undefined;
  readonly onClose: () => void;
}

function ViewDialogs({ view, all, sort, onView, shown, onClose }: ViewDialogsProps) {
  const saved = ({ id }: View) => {
    onClose();
    onView(id);
  };
  const dialog = { all: [...view.all, ...all], sort: sort ?? view.sort, onClose, onSaved: saved };
  if (shown === 'save') return <ViewDialog {...dialog} />;
  if (shown === 'edit') return <ViewDialog {...dialog} view={view} />;
  if (shown !== 'remove') return null;
  return <RemoveView view={view} onClose={onClose} onRemoved={() => onView('open')} />;
}
