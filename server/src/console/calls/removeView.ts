import type { consoleEndpoints } from '@gongdan/contract/console';
import { run } from '../../context.ts';
import { removeView as remove } from '../../tickets/views/store.ts';
import type { ConsoleHandler } from '../handler.ts';
import { demandChangeable } from '../known-view.ts';

export const removeView: ConsoleHandler<typeof consoleEndpoints.removeView> = async (context, { viewId }) => {
  await demandChangeable(context, viewId);
  await run(context, async (tx) => {
    await remove(tx, viewId);
    tx.afterCommit(() => context.live.viewsChanged(context.company.id));
  });
  return {};
};
