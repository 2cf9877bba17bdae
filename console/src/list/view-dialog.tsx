import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { useCatalog } from '../api/catalog.ts';
import { countsQuery, queryClient, viewsQuery } from '../api/queries.ts';
import { sessionState } from '../api/session.ts';
import type { Condition, Sort, View } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, Input } from '../ui/fields.tsx';
import { Select } from '../ui/select.tsx';
import { toast } from '../ui/toast.tsx';
import { faultText } from '../words/faults.ts';
import { AddCondition, ConditionChips } from './filter-bar.tsx';
import { SortMenu } from './sort-menu.tsx';

interface ViewDialogProps {
  /** The view to change; absent to save a new one. */
  readonly view?: View;
  readonly all: Condition[];
  readonly sort: Sort;
  readonly onClose: () => void;
  readonly onSaved: (view: View) => void;
}

type OwnerType = View['owner']['type'];

/** Saves the conditions and the order of a list as a view of the agent, of a group or of everybody, or edits a view. */
export function ViewDialog({ view, all: given, sort: order, onClose, onSaved }: ViewDialogProps) {
  const { t } = useTranslation();
  const form = useId();
  const [name, setName] = useState(view?.name ?? '');
  const [owner, setOwner] = useState<View['owner']>(view?.owner ?? { type: 'agent' });
  const [all, setAll] = useState(given);
  const [sort, setSort] = useState(order);
  const save = useMutation({
    mutationFn: () => call('saveView', { ...(view && { viewId: view.id }), name: name.trim(), owner, all, sort }),
    onSuccess: async (answer) => {
      await refreshViews();
      toast('done', t('views.saved'));
      onSaved(answer.view);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const foot = (
    <>
      <Button onClick={onClose}>{t('ui.cancel')}</Button>
      <Button type="submit" form={form} variant="primary" disabled={save.isPending || name.trim() === ''}>
        {t('ui.save')}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t(view === undefined ? 'views.saveTitle' : 'views.editTitle')} foot={foot}>
      <form id={form} className="gate-form" onSubmit={submit}>
        <Field label={t('views.name')} required error={save.error === null ? undefined : faultText(save.error, t)}>
          {(control) => (
            <Input
              {...control}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={50}
              required
              autoFocus
            />
          )}
        </Field>
        <OwnerFields owner={owner} onChange={setOwner} />
        <Field label={t('views.conditions')}>
          {({ id }) => (
            <div className="view-conditions" id={id}>
              <ConditionChips conditions={all} onChange={setAll} />
              <AddCondition conditions={all} onChange={setAll} trigger={<Button small>{t('list.addFilter')}</Button>} />
            </div>
          )}
        </Field>
        <Field label={t('list.sort')}>
          {({ id }) => (
            <div className="view-conditions" id={id}>
              <SortMenu sort={sort} onChange={setSort} />
            </div>
          )}
        </Field>
      </form>
    </Dialog>
  );
}

function OwnerFields({ owner, onChange }: { owner: View['owner']; onChange: (owner: View['owner']) => void }) {
  const { t } = useTranslation();
  const { groups } = useCatalog();
  const me = sessionState().session?.agent;
  // Supervisors and admins save views for everybody and for any group, other agents only for their own groups.
  const maySaveForAll = me?.role !== 'agent';
  const offeredGroups = groups.filter(({ id }) => maySaveForAll || me?.groupIds.includes(id));
  const types: { value: OwnerType; text: string; disabled?: boolean }[] = [
    { value: 'agent', text: t('views.ownerAgent') },
    { value: 'group', text: t('views.ownerGroup'), disabled: offeredGroups.length === 0 },
    { value: 'company', text: t('views.ownerCompany'), disabled: !maySaveForAll },
  ];
  const pick = (type: OwnerType) =>
    onChange(type === 'group' ? { type, groupId: offeredGroups[0]?.id ?? '' } : { type });
  return (
    <>
      <Field label={t('views.owner')}>
        {(control) => (
          <Select control={control} label={t('views.owner')} value={owner.type} options={types} onChange={pick} />
        )}
      </Field>
      {owner.type === 'group' && (
        <Field label={t('views.group')}>
          {(control) => (
            <Select
              control={control}
              label={t('views.group')}
              value={owner.groupId}
              options={offeredGroups.map(({ id, name }) => ({ value: id, text: name }))}
              onChange={(groupId) => onChange({ type: 'group', groupId })}
            />
          )}
        </Field>
      )}
    </>
  );
}

/** Reads the views and their counts again. */
export async function refreshViews(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
  queryClient.invalidateQueries({ queryKey: countsQuery.queryKey }).catch(reportError);
}
