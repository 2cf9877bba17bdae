import { useState } from 'react';
import type { TicketRow } from '../api/types.ts';

/** The most tickets that the server changes in one call. */
export const maxSelected = 200;

export interface RowSelection {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (row: TicketRow) => void;
  /** Also selects all rows from the one last toggled to this one. If none was toggled, it toggles this one. */
  readonly selectTo: (row: TicketRow) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

/** Keeps track of the selected rows, which can then be changed together. At most 200 are selected. */
export function useRowSelection(rows: readonly TicketRow[]): RowSelection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  // The row last toggled, at which a range begins.
  const [anchor, setAnchor] = useState<string>();
  const set = (next: Iterable<string>) => setIds(new Set([...next].slice(0, maxSelected)));

  const toggle = (row: TicketRow) => {
    setAnchor(row.id);
    set(ids.has(row.id) ? [...ids].filter((id) => id !== row.id) : [...ids, row.id]);
  };
  const selectTo = (row: TicketRow) => {
    const from = rows.findIndex(({ id }) => id === anchor);
    const to = rows.findIndex(({ id }) => id === row.id);
    if (from < 0) return toggle(row);
    const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    set([...ids, ...range.map(({ id }) => id)]);
  };
  return { ids, toggle, selectTo, selectAll: () => set(rows.map(({ id }) => id)), clear: () => set([]) };
}
