import type { consoleEndpoints } from '@gongdan/contract/console';
import { listVisibleViews } from '../demand-view.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownView } from '../shown/view.ts';

export const listViews: ConsoleHandler<typeof consoleEndpoints.listViews> = async (context) => {
  const views = await listVisibleViews(context);
  return { views: views.map((view) => shownView(context.agent, view)) };
};
