import { useLayoutEffect, useRef, useState } from 'react';
import type { TicketRow } from '../api/types.ts';

/**
 * Which row the keys speak of: the open ticket's, or the one moved to. When it has left the list, its place stays, and
 * the next step goes to whatever stands there now. Keys may come faster than what they did is drawn: `row` and `step`
 * go by where the last of them went.
 */
export function useCursor(rows: readonly TicketRow[], openNumber: string | undefined) {
  const [moved, setMoved] = useState(openNumber);
  // Where a ticket was left one goes on.
  if (openNumber !== undefined && moved !== openNumber) setMoved(openNumber);
  const number = openNumber ?? moved;
  const found = rows.findIndex((row) => row.number === number);
  const at = useRef(number);
  const place = useRef(-1);
  useLayoutEffect(() => {
    at.current = number;
  }, [number]);
  useLayoutEffect(() => {
    if (found >= 0) place.current = found;
  }, [found]);

  const row = (): TicketRow | undefined => rows.find((one) => one.number === at.current);
  const step = (by: 1 | -1): TicketRow | undefined => {
    const from = rows.findIndex((one) => one.number === at.current);
    if (from >= 0) return rows[from + by];
    if (at.current === undefined || place.current < 0) return rows[by === 1 ? 0 : rows.length - 1];
    return rows[Math.min(rows.length - 1, by === 1 ? place.current : place.current - 1)];
  };
  const moveTo = ({ number: to }: TicketRow) => {
    at.current = to;
    setMoved(to);
  };
  return { index: found, row, step, moveTo };
}
