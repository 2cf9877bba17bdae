import type { Queries } from '../../src/db/database.ts';
import type { DaySpan } from '../../src/exports/day.ts';
import { linesOfDay } from '../../src/exports/lines.ts';
import type { Exported } from '../../src/wire/export-line.ts';

/** Returns all lines of the day's export, without their line ends. */
export async function linesOf(query: Queries, exported: Exported, day: DaySpan): Promise<string[]> {
  const lines: string[] = [];
  for await (const some of linesOfDay(query, exported, day)) lines.push(...some.map((line) => line.slice(0, -1)));
  return lines;
}
