import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TicketRow } from '../api/types.ts';
import { useAppearance } from '../app/preferences.ts';
import { Row, type RowShape } from './row.tsx';

interface RowsProps {
  readonly label: string;
  readonly rows: readonly TicketRow[];
  /** The index of the current row, which is scrolled into the viewport; negative for none. */
  readonly current: number;
  readonly selected: ReadonlySet<string>;
  readonly time: 'createdAt' | 'updatedAt';
  readonly onOpen: (row: TicketRow) => void;
  readonly onSelect: (row: TicketRow, range: boolean) => void;
  /** Is called when one of the last 20 rows is rendered, so that the next page can be loaded. */
  readonly onEnd: () => void;
  /** Shown after the last row. */
  readonly end: ReactNode;
}

const heights: Readonly<Record<RowShape, number>> = { wide: 40, 'two-lines': 58, 'one-line': 36 };
/** The height of a wide row if the agent has chosen the compact density. */
const compactWide = 34;
const minColumnsWidth = 760;
/**
 * A row's React key is its index modulo this number: a new row reuses the elements of one that left the viewport. The
 * number is larger than that of the rows rendered at once.
 */
const reusedKeys = 128;

/** A virtual list: only rows in or near the viewport are rendered, however many there are. */
export function Rows({ label, rows, current, selected, time, onOpen, onSelect, onEnd, end }: RowsProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const { shape, height } = useShape(scroll);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes must be measured again when the height changes
  useLayoutEffect(() => virtual.measure(), [height]);
  // The focus moves at once, because otherwise the next Enter would open the previous row. A row outside the viewport
  // is rendered only a frame later, after the scrolling, and gets the focus then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height moves the current row
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
    <div ref={scroll} className={selected.size > 0 ? 'list-scroll scrolls list-selecting' : 'list-scroll scrolls'}>
      <ul className="list-rows" aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <li
              key={index % reusedKeys}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              className="row-place"
              style={{ transform: `translateY(${start}px)`, height }}
            >
              <Row
                row={row}
                shape={shape}
                current={index === current}
                selected={selected.has(row.id)}
                time={time}
                onOpen={onOpen}
                onSelect={onSelect}
              />
            </li>
          );
        })}
      </ul>
      {end}
    </div>
  );
}

/** Focuses the current row, so that screen readers read it. If anything but a row has the focus, it stays there. */
function focusCurrent(list: HTMLElement | null): void {
  const { activeElement } = document;
  const free = activeElement === document.body || activeElement?.classList.contains('row-link') === true;
  if (free) list?.querySelector<HTMLElement>('.row-link[aria-current]')?.focus({ preventScroll: true });
}

/** Returns the layout of rows: columns from 760 px on, otherwise one or two lines by the agent's choice of density. */
function useShape(scroll: React.RefObject<HTMLDivElement | null>): { shape: RowShape; height: number } {
  const { density } = useAppearance();
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (scroll.current === null) return;
    setWidth(scroll.current.clientWidth);
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(scroll.current);
    return () => observer.disconnect();
  }, [scroll]);
  if (width >= minColumnsWidth) return { shape: 'wide', height: density === 'compact' ? compactWide : heights.wide };
  const shape = density === 'compact' ? 'one-line' : 'two-lines';
  return { shape, height: heights[shape] };
}
