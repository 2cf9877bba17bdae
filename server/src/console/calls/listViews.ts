import type { consoleEndpoints } from '@gongdan/contract/console';
import type { ConsoleHandler } from '../handler.ts';
import { listVisibleViews } from '../known-view.ts';
import { shownView } from '../shown/view.ts';

export const listViews: ConsoleHandler<typeof consoleEndpoints.listViews> = async (context) => {
  const views = await listVisibleViews(context);
  return { views: views.map((view) => shownView(context.agent, view)) };
};
