import { aftersales } from './aftersales.ts';
import { international } from './international.ts';
import { presales } from './presales.ts';
import { returns } from './returns.ts';
import type { Scenario } from './scenario.ts';
import { technical } from './technical.ts';
import { visits } from './visits.ts';

export const scenarios: readonly Scenario[] = [
  ...presales,
  ...aftersales,
  ...returns,
  ...visits,
  ...technical,
  ...international,
];
