import { useLayoutEffect, useRef, useState } from 'react';
import type { TicketRow } from '../api/types.ts';

/**
 * Keeps the current row, which shortcuts act on: that of the open ticket, or the one moved to. If its ticket leaves the
 * list, the next step goes to the row that is now in its place. Keys can be pressed faster than React renders, so `row`
 * and `step` read a ref that each move sets at once.
 */
export function useCursor(rows: readonly TicketRow[], openNumber: string | undefined) {
  const [moved, setMoved] = useState(openNumber);
  // After a ticket is closed, the cursor stays on its row.
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
