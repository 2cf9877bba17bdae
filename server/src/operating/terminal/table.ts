import stringWidth from 'string-width';
import { printableLine } from './shown.ts';

const gap = '  ';

/**
 * Aligns rows of cells under a heading. Chinese characters take two columns of a terminal. The last column is not padded,
 * and control characters become blanks, because a terminal would obey them. Where the columns before the last one do not
 * fit into `width`, each row is a block with a line for each cell, because wrapped rows of a table cannot be read.
 */
export function tableOf(heading: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const lines = [heading, ...rows].map((cells) => cells.map((cell) => printableLine(cell)));
  const widths = heading.map((_, column) => Math.max(...lines.map((cells) => stringWidth(cells[column] ?? ''))));
  const beforeLast = widths.slice(0, -1).reduce((sum, one) => sum + one + gap.length, 0);
  if (beforeLast >= width && rows.length > 0) return blocksOf(heading, lines.slice(1));
  return lines
    .map((cells) => cells.map((cell, column) => pad(cell, column === cells.length - 1 ? 0 : widths[column]!)).join(gap))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Lists the cells of each row that are not empty, with a blank line between the rows. */
function blocksOf(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widest = Math.max(...heading.map((title) => stringWidth(title)));
  return rows
    .map((cells) =>
      heading
        .map((title, column) => [title, cells[column] ?? ''] as const)
        .filter(([, cell]) => cell !== '')
        .map(([title, cell]) => `${pad(title, widest)}${gap}${cell}`)
        .join('\n'),
    )
    .join('\n\n');
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - stringWidth(cell)));
}
