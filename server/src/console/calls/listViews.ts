import type { consoleEndpoints } from '@gongdan/contract/console';
import type { ConsoleHandler } from '../handler.ts';
import { visibleViews } from '../known-view.ts';
import { shownView } from '../shown/view.ts';

export const listViews: ConsoleHandler<typeof consoleEndpoints.listViews> = async (context) => {
  const views = await visibleViews(context);
  return { views: views.map((view) => shownView(context.agent, view)) };
};
