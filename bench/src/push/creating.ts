import { type Effort, measure } from '../measure.ts';
import { startLoadMaker } from '../process.ts';
import { createCall } from './create-call.ts';
import { installation } from './installation.ts';

/**
 * Measures the processor time of creating a ticket, with and without a push endpoint. The endpoint refuses every
 * connection, so the difference is the cost of making messages and not that of delivering them.
 */
export async function measureCreating(effort: Effort, log: string): Promise<{ without: number; with: number }> {
  const load = startLoadMaker();
  const installations = [await installation([], log), await installation(['http://127.0.0.1:1/hook'], log)] as const;
  const subjects = [];
  for (const [index, installed] of installations.entries()) {
    const server = await installed.serve();
    const requests = [await createCall(server.port)];
    subjects.push({ name: index === 0 ? 'without' : 'with', server, requests });
  }
  const costs = await measure(subjects, load, effort);
  for (const { server } of subjects) await server.stop();
  for (const { remove } of installations) await remove();
  load.stop();
  return { without: costs.get('without')!.cpuMicros, with: costs.get('with')!.cpuMicros };
}
