import stringWidth from 'string-width';
import { printableLine } from './shown.ts';

const gap = '  ';

/**
 * Aligns rows of cells under a heading. Chinese characters take two columns of a terminal. The last column is not padded,
 * and control characters become blanks, because a terminal would obey them.
 */
export function tableOf(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heading, ...rows].map((cells) => cells.map((cell) => printableLine(cell)));
  const widths = heading.map((_, column) => Math.max(...lines.map((cells) => stringWidth(cells[column] ?? ''))));
  return lines
    .map((cells) => cells.map((cell, column) => pad(cell, column === cells.length - 1 ? 0 : widths[column]!)).join(gap))
    .map((line) => line.trimEnd())
    .join('\n');
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - stringWidth(cell)));
}
