import type { Random } from './random.ts';

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The offset of China, where the demo company works. China has one zone and no summer time. */
const offsetMs = 8 * hourMs;

/** Relative number of new tickets in each hour of the day, from midnight. */
const askedByHour = [2, 1, 1, 1, 1, 2, 4, 8, 18, 30, 34, 30, 20, 22, 28, 30, 28, 24, 20, 22, 24, 18, 10, 5];

/** Agents work from 8:30 to 21:00, weekends too. */
const opensMs = 8.5 * hourMs;
const closesMs = 21 * hourMs;

/** Returns the midnight at which the day of the moment began in the company's zone. */
export function midnightOf(at: number): number {
  return Math.floor((at + offsetMs) / dayMs) * dayMs - offsetMs;
}

/** Picks a moment of the day, weighted by `askedByHour`. */
export function momentOfDay(midnight: number, random: Random): number {
  const hour = random.weighted(askedByHour.map((weight, index) => [index, weight] as const));
  return midnight + hour * hourMs + random.between(0, hourMs / secondMs - 1) * secondMs;
}

/**
 * Returns the moment plus the wait. If that is outside of working hours, returns a moment within 90 minutes after the next
 * opening.
 */
export function whenOpen(at: number, waitMs: number, random: Random): number {
  const due = at + waitMs;
  const midnight = midnightOf(due);
  const soon = random.between(0, 90 * 60) * secondMs;
  if (due < midnight + opensMs) return midnight + opensMs + soon;
  if (due > midnight + closesMs) return midnight + dayMs + opensMs + soon;
  return due;
}

/** Returns the company's day as `yyyy-MM-dd`. */
export function dateOf(at: number): string {
  return new Date(at + offsetMs).toISOString().slice(0, 10);
}
