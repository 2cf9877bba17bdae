import { useEffect, useRef, useState } from 'react';
import type { TicketRow } from '../api/types.ts';

/**
 * Which row the keys speak of: the open ticket's, or the one moved to. When it has left the list, its place stays, and
 * the next step goes to whatever stands there now.
 */
export function useCursor(rows: readonly TicketRow[], openNumber: string | undefined) {
  const [moved, setMoved] = useState<string>();
  const number = openNumber ?? moved;
  const found = rows.findIndex((row) => row.number === number);
  const place = useRef(-1);
  useEffect(() => {
    if (found >= 0) place.current = found;
  }, [found]);

  const step = (by: 1 | -1): TicketRow | undefined => {
    if (found >= 0) return rows[found + by];
    if (number === undefined || place.current < 0) return rows[by === 1 ? 0 : rows.length - 1];
    return rows[Math.min(rows.length - 1, by === 1 ? place.current : place.current - 1)];
  };
  return { index: found, row: rows[found], step, moveTo: (row: TicketRow) => setMoved(row.number) };
}
