import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import './marks.css';

/**
 * The shape inside the ring of a status, by its type. The types differ in shape and not only in colour, except resolved
 * and closed.
 */
const inner: Readonly<Record<number, ReactNode>> = {
  // New.
  1: <circle cx="8" cy="8" r="2" fill="currentColor" stroke="none" />,
  // In progress.
  2: <path d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="currentColor" stroke="none" />,
  // Waiting for the customer.
  3: <path d="M8 5v3l2 1.3" />,
  // Paused.
  4: <path d="M6.7 6v4M9.3 6v4" />,
  // Resolved.
  5: <path d="m5.5 8.2 1.8 1.8 3.3-3.6" />,
  // Closed.
  6: <path d="m5.5 8.2 1.8 1.8 3.3-3.6" />,
  // Deleted.
  7: <path d="m6.2 6.2 3.6 3.6m0-3.6-3.6 3.6" />,
};

/** The mark of a status of type 1 to 7. Without `label` it is hidden from screen readers, for use beside the name. */
export function StatusMark({ type, label }: { type: number; label?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has one unless it is hidden
    <svg
      className={`status-mark status-${type}`}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...accessibleName(label)}
    >
      {label !== undefined && <title>{label}</title>}
      {/* The ring of a new ticket has ten dashes. A dash and its gap take 3.77 of the circumference, which is 37.7. */}
      <circle cx="8" cy="8" r="6" strokeDasharray={type === 1 ? '2.4 1.370' : undefined} />
      {inner[type]}
    </svg>
  );
}

export function StatusTag({ type, name }: { type: number; name: string }) {
  return (
    <span className="status-tag">
      <StatusMark type={type} />
      {name}
    </span>
  );
}

/** The mark of a level: for 0 to 2 three bars, of which one to three are filled; for 3, urgent, a filled square. */
export function LevelMark({ code, label }: { code: number; label?: string }) {
  const rank = Math.max(0, Math.min(3, code));
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has one unless it is hidden
    <svg
      className={`level-mark level-mark-${rank}`}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      {...accessibleName(label)}
    >
      {label !== undefined && <title>{label}</title>}
      {rank === 3 ? <Urgent /> : [0, 1, 2].map((bar) => <Bar key={bar} bar={bar} filled={bar <= rank} />)}
    </svg>
  );
}

function Bar({ bar, filled }: { bar: number; filled: boolean }) {
  const height = 4 + bar * 3;
  return (
    <rect
      x={2.5 + bar * 4}
      y={13 - height}
      width="2.6"
      height={height}
      rx="1"
      fill="currentColor"
      opacity={filled ? 1 : 0.25}
    />
  );
}

function Urgent() {
  return (
    <>
      <rect x="2" y="2" width="12" height="12" rx="3" fill="currentColor" />
      <path d="M8 5v3.4M8 10.8v.1" stroke="var(--ground)" strokeWidth="1.7" strokeLinecap="round" />
    </>
  );
}

type Tone = 'warning' | 'danger' | 'success' | 'note' | 'accent';

export function Tag({ tone, children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classes('tag', tone && `tag-${tone}`)}>{children}</span>;
}

function accessibleName(label: string | undefined) {
  return label === undefined ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const);
}
