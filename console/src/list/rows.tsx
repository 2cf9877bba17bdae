import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TicketRow } from '../api/types.ts';
import { useLooks } from '../app/preferences.ts';
import { Row, type RowShape } from './row.tsx';

interface RowsProps {
  readonly label: string;
  readonly rows: readonly TicketRow[];
  /** The row that the keys speak of; it is kept in sight. */
  readonly current: number;
  readonly marked: ReadonlySet<string>;
  readonly time: 'createdAt' | 'updatedAt';
  readonly onOpen: (row: TicketRow) => void;
  readonly onMark: (row: TicketRow, range: boolean) => void;
  /** The last rows are in sight: more are wanted. */
  readonly onEnd: () => void;
  readonly end: ReactNode;
}

const heights: Readonly<Record<RowShape, number>> = { wide: 40, 'two-lines': 58, 'one-line': 36 };
const compactWide = 34;
const roomForColumns = 760;
/** More than are ever in the page: a row that leaves gives its elements to the one that comes. */
const places = 128;

/** Rows of which only those in sight are in the page, however many there are. */
export function Rows({ label, rows, current, marked, time, onOpen, onMark, onEnd, end }: RowsProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const { shape, height } = useShape(scroll);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are to be taken anew when the height changes
  useLayoutEffect(() => virtual.measure(), [height]);
  // At once, or the next Enter would open the row before; a row that has to be scrolled to comes a frame later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height stand elsewhere
  useLayoutEffect(() => {
    if (current < 0) return;
    focusCurrent(scroll.current);
    virtual.scrollToIndex(current, { align: 'auto' });
    const frame = requestAnimationFrame(() => focusCurrent(scroll.current));
    return () => cancelAnimationFrame(frame);
  }, [current, height, virtual]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20) onEnd();
  }, [last, rows.length, onEnd]);

  return (
    <div ref={scroll} className={marked.size > 0 ? 'list-scroll scrolls list-marking' : 'list-scroll scrolls'}>
      <ul className="list-rows" aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <li
              key={index % places}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              className="row-place"
              style={{ transform: `translateY(${start}px)`, height }}
            >
              <Row
                row={row}
                shape={shape}
                current={index === current}
                marked={marked.has(row.id)}
                time={time}
                onOpen={onOpen}
                onMark={onMark}
              />
            </li>
          );
        })}
      </ul>
      {end}
    </div>
  );
}

/** The focus goes with the cursor, so that it is read aloud; but not away from whatever else has it. */
function focusCurrent(list: HTMLElement | null): void {
  const { activeElement } = document;
  const free = activeElement === document.body || activeElement?.classList.contains('row-link') === true;
  if (free) list?.querySelector<HTMLElement>('.row-link[aria-current]')?.focus({ preventScroll: true });
}

/** Columns where there is room, lines where there is not; how many, each person chooses. */
function useShape(scroll: React.RefObject<HTMLDivElement | null>): { shape: RowShape; height: number } {
  const { density } = useLooks();
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (scroll.current === null) return;
    setWidth(scroll.current.clientWidth);
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(scroll.current);
    return () => observer.disconnect();
  }, [scroll]);
  if (width >= roomForColumns) return { shape: 'wide', height: density === 'compact' ? compactWide : heights.wide };
  const shape = density === 'compact' ? 'one-line' : 'two-lines';
  return { shape, height: heights[shape] };
}
