import { deletedStatusType } from '../api/catalog.ts';
import type { Catalog } from '../api/types.ts';
import { LevelMark, StatusMark } from '../ui/marks.tsx';
import type { Option } from '../ui/picker.tsx';
import { choosableStatuses } from './choosable-statuses.ts';

/** Returns the statuses to choose from. "Deleted" is left out: deleting is a separate action with a confirmation. */
export function statusOptions(catalog: Catalog): Option[] {
  return choosableStatuses(catalog)
    .filter(({ type }) => type !== deletedStatusType)
    .map(({ code, name, type }) => ({ value: String(code), text: name, icon: <StatusMark type={type} /> }));
}

export function levelOptions({ levels }: Catalog): Option[] {
  return levels.map(({ code, name }) => ({ value: String(code), text: name, icon: <LevelMark code={code} /> }));
}
