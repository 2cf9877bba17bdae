import type { endpoints } from '@gongdan/contract';
import { exportToWire } from '../wire/export.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const export_data: Handler<typeof endpoints.export_data> = async (context, { date }) => {
  const made = await context.exports.ask(context.company, date);
  // The command changes nothing. `change` stores its answer, so that a call repeated with its Idempotency-Key gets it again.
  return change(context, async () => ({ item: exportToWire(context.company, context.publicUrl, made) }));
};
