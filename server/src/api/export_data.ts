import type { endpoints } from '@gongdan/contract';
import { exportToWire } from '../wire/export.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const export_data: Handler<typeof endpoints.export_data> = async (context, { date }) => {
  const made = await context.exports.ask(context.company, date);
  // Nothing changes here. `change` stores the answer, so that a call repeated with its Idempotency-Key gets the same address.
  return change(context, async () => ({ item: exportToWire(context.company, context.publicUrl, made) }));
};
