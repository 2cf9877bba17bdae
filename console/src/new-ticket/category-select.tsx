import { ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogIndex } from '../api/catalog.ts';
import { TreePicker } from '../fields/tree-picker.tsx';
import { classes } from '../ui/classes.ts';
import { Field } from '../ui/fields.tsx';
import { Popover } from '../ui/popover.tsx';

interface CategorySelectProps {
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (categoryId: string) => void;
}

/** Picks a category: a leaf of the tree, without retired categories. */
export function CategorySelect({ value, error, onChange }: CategorySelectProps) {
  const { t } = useTranslation();
  const { catalog, category } = useCatalogIndex();
  const [open, setOpen] = useState(false);
  const nodes = useMemo(() => catalog.categories.filter((one) => !one.retired), [catalog]);
  const shown = category.get(value ?? '')?.path.replaceAll('/', ' / ') ?? '';
  const label = t('ticket.property.categoryId');
  return (
    <Field label={label} required error={error}>
      {(control) => (
        <Popover
          open={open}
          onOpenChange={setOpen}
          label={label}
          trigger={
            <button
              type="button"
              className="select"
              id={control.id}
              aria-describedby={control['aria-describedby']}
              aria-label={`${label}: ${shown || t('fields.choose')}`}
            >
              <span className={classes('truncate', shown === '' && 'select-empty')}>{shown || t('fields.choose')}</span>
              <ChevronDown className="select-chevron" size={14} />
            </button>
          }
        >
          <TreePicker
            label={label}
            nodes={nodes}
            selected={value}
            onPick={(picked) => {
              setOpen(false);
              onChange(picked.id);
            }}
          />
        </Popover>
      )}
    </Field>
  );
}
