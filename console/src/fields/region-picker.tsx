import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { type Option, Picker } from '../ui/picker.tsx';
import { SkeletonLines } from '../ui/states.tsx';
import { faultText } from '../words/faults.ts';
import { chooseAt, type RegionStep, regionSteps, regionText, regionValue } from './region-path.ts';
import { goUpOnArrowLeft, TreePathButton, treeOption } from './tree-picker.tsx';

interface RegionPickerProps {
  readonly label: string;
  readonly value: string;
  readonly text: string;
  readonly onPick: (value: string, text: string) => void;
}

/** The value of the option that chooses the region whose parts are shown now. No region has an empty code. */
const here = '';

/**
 * Picks a region of any depth, level by level. Each level is read from the server when it is opened, and cached. The
 * picker opens at the level of the region chosen before.
 */
export function RegionPicker({ label, value, text, onPick }: RegionPickerProps) {
  const { t } = useTranslation();
  const [steps, setSteps] = useState<readonly RegionStep[]>(() => regionSteps(value, text).slice(0, -1));
  const { data: regions, error } = useQuery(regionsQuery(steps.at(-1)?.id));
  const up = () => setSteps(chooseAt(steps, steps.length - 1, null));
  const finish = (chosen: readonly RegionStep[]) => onPick(regionValue(chosen), regionText(chosen));
  const pick = (id: string) => {
    if (id === here) return finish(steps);
    const region = regions?.find((one) => one.id === id);
    if (!region) return;
    const next = [...steps, { id, name: region.name }];
    if (region.leaf) finish(next);
    else setSteps(next);
  };
  const current = steps.at(-1);
  const chooseHere: Option[] = current
    ? [{ value: here, text: t('fields.chooseHere', { name: current.name }), icon: <Check size={14} /> }]
    : [];
  const options = regions?.map((region) => treeOption({ ...region, parentId: null })) ?? [];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it handles keys that bubble up from the list inside
    <div className="tree-picker" onKeyDown={(event) => goUpOnArrowLeft(event, steps.length > 0, up)}>
      <TreePathButton path={steps} onUp={up} />
      {error !== null && <p className="field-error">{faultText(error, t)}</p>}
      {regions === undefined && error === null ? (
        <SkeletonLines lines={3} />
      ) : (
        <Picker
          key={regionValue(steps)}
          label={steps.length === 0 ? label : `${label}: ${regionText(steps)}`}
          options={[...chooseHere, ...options]}
          selected={value.split(',')}
          onPick={pick}
        />
      )}
    </div>
  );
}

function regionsQuery(parentId: string | undefined) {
  return {
    queryKey: ['regions', parentId ?? ''],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await call('listRegions', parentId === undefined ? {} : { parentId }, signal)).regions,
    gcTime: Number.POSITIVE_INFINITY,
  };
}
