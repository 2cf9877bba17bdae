import type { consoleEndpoints } from '@gongdan/contract/console';
import { run } from '../../context.ts';
import { removeView as remove } from '../../tickets/views/store.ts';
import { demandChangeable } from '../demand-view.ts';
import type { ConsoleHandler } from '../handler.ts';

export const removeView: ConsoleHandler<typeof consoleEndpoints.removeView> = async (context, { viewId }) => {
  await demandChangeable(context, viewId);
  await run(context, async (tx) => {
    await remove(tx, viewId);
    tx.afterCommit(() => context.live.viewsChanged(context.company.id));
  });
  return {};
};
