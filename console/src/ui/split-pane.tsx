import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from './classes.ts';
import { mediaQueries, useMedia } from './media.ts';
import './split-pane.css';

interface SplitPaneProps {
  /** The name under which this browser stores the width. */
  readonly name: string;
  readonly initialWidth: number;
  readonly minWidth: number;
  readonly maxWidth: number;
  readonly first: ReactNode;
  /** If undefined, the first pane fills the whole width. */
  readonly second: ReactNode | undefined;
}

/**
 * Two panes with a bar between them. The bar can be dragged or moved by the arrow keys; a double click resets it. On a
 * phone the second pane covers the first, which stays mounted.
 */
export function SplitPane({ name, initialWidth, minWidth, maxWidth, first, second }: SplitPaneProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const phone = useMedia(mediaQueries.phone);
  const [width, setWidth] = useState(() => readStoredWidth(name) ?? initialWidth);
  const bounded = Math.max(minWidth, Math.min(maxWidth, width));

  const change = (next: number) => {
    setWidth(next);
    storeWidth(name, next);
  };
  const drag = (event: PointerEvent<HTMLHRElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    change(event.clientX - (box.current?.getBoundingClientRect().left ?? 0));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -24, ArrowRight: 24 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    change(Math.max(minWidth, Math.min(maxWidth, bounded + step)));
  };

  const bar = (
    <hr
      className="split-bar"
      tabIndex={0}
      aria-label={t('ui.resize')}
      aria-orientation="vertical"
      aria-valuenow={bounded}
      aria-valuemin={minWidth}
      aria-valuemax={maxWidth}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => change(initialWidth)}
      onKeyDown={onKeyDown}
    />
  );
  return (
    <div className="split" ref={box}>
      <div
        className={classes('split-first', phone && second !== undefined && 'split-behind')}
        style={{ width: second === undefined || phone ? '100%' : bounded }}
      >
        {first}
      </div>
      {second !== undefined && !phone && bar}
      {second !== undefined && <div className="split-second">{second}</div>}
    </div>
  );
}

function readStoredWidth(name: string): number | undefined {
  try {
    const value = Number(localStorage.getItem(`gongdan.split.${name}`));
    return value > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

function storeWidth(name: string, width: number): void {
  try {
    localStorage.setItem(`gongdan.split.${name}`, String(Math.round(width)));
  } catch {
    // If the storage is full or switched off, the width lasts until the page is closed.
  }
}
