import { useLayoutEffect, useRef, useState } from 'react';
import type { TicketRow } from '../api/types.ts';

/**
 * Keeps track of the current row, on which shortcuts act: the row of the open ticket, or else the row last moved to. If
 * the ticket of the current row leaves the list, a step down goes to the row that took its place, and a step up to the
 * row before. Keys can be pressed faster than React renders. Therefore `row` and `step` read a ref, which each move
 * sets at once.
 */
export function useCursor(rows: readonly TicketRow[], openNumber: string | undefined) {
  const [moved, setMoved] = useState(openNumber);
  // After a ticket is closed, the cursor stays on its row.
  if (openNumber !== undefined && moved !== openNumber) setMoved(openNumber);
  const number = openNumber ?? moved;
  const found = rows.findIndex((row) => row.number === number);
  const currentNumber = useRef(number);
  const lastIndex = useRef(-1);
  useLayoutEffect(() => {
    currentNumber.current = number;
  }, [number]);
  useLayoutEffect(() => {
    if (found >= 0) lastIndex.current = found;
  }, [found]);

  const row = (): TicketRow | undefined => rows.find((one) => one.number === currentNumber.current);
  const step = (by: 1 | -1): TicketRow | undefined => {
    const from = rows.findIndex((one) => one.number === currentNumber.current);
    if (from >= 0) return rows[from + by];
    if (currentNumber.current === undefined || lastIndex.current < 0) return rows[by === 1 ? 0 : rows.length - 1];
    return rows[Math.min(rows.length - 1, by === 1 ? lastIndex.current : lastIndex.current - 1)];
  };
  const moveTo = ({ number: to }: TicketRow) => {
    currentNumber.current = to;
    setMoved(to);
  };
  return { index: found, row, step, moveTo };
}
