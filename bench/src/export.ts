import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../server/src/db/open.ts';
import { answerTo, freshToken } from './answers.ts';
import { apps, makeCalls, tokenCalls } from './calls.ts';
import { readFacts } from './facts.ts';
import { type Effort, median } from './measure.ts';
import { key } from './population.ts';
import { type LoadMaker, type Measured, startGongdan } from './process.ts';
import { get, request } from './requests.ts';

/**
 * Measures how many tickets per second the export of a past day writes, first alone, then while clients read tickets and
 * reply to them. It also measures how much of their throughput the clients keep. Fill the store with tickets of few days,
 * so that the day is large.
 */
export async function measureExport(folder: string, log: string, load: LoadMaker, effort: Effort): Promise<string> {
  const facts = await readFacts({ folder });
  const day = await busiestDay(folder);
  const server = await startGongdan({ GONGDAN_DATA: folder, GONGDAN_KEY: key }, log);
  try {
    const token = await freshToken(server.port, tokenCalls(apps.calls, Date.now())[0]!);
    const calls = makeCalls(facts, token, Date.now());
    // The clients read the tickets that they reply to. The other measurements read closed tickets (`facts.detailed`), of which
    // a store of two days has hardly any.
    const requests = calls.save_ticket_reply.flatMap((answer, index) => [
      get(token, 'get_ticket_by_id', { ticketid: facts.open[index]!.id }),
      answer,
    ]);
    const exportOnce = () => timeOfExport(server, token, day.wire, join(folder, 'exports', facts.companyId));
    // The load lasts long enough for two exports at half their speed.
    const seconds = Math.max(effort.seconds, Math.ceil((await exportOnce()) * 4));
    const live = { port: server.port, requests, connections: effort.connections, seconds };

    const alone: number[] = [];
    const beside: number[] = [];
    const kept: number[] = [];
    for (let round = 0; round < effort.rounds; round++) {
      alone.push(await exportOnce());
      const undisturbed = await load.apply(live);
      let over = false;
      const disturbed = load.apply(live).finally(() => {
        over = true;
      });
      // An export that ends after the clients have stopped does not count.
      for (let took = await exportOnce(); !over; took = await exportOnce()) beside.push(took);
      kept.push(done(await disturbed) / done(undisturbed));
    }
    const perSecond = (times: readonly number[]) => Math.round(day.tickets / median(times)).toLocaleString('en');
    return (
      `Export of a day of ${day.tickets.toLocaleString('en')} tickets: ${perSecond(alone)} a second alone, and ` +
      `${perSecond(beside)} while clients read and reply. ` +
      `Meanwhile the clients have ${Math.round(median(kept) * 100)} % of the throughput that they have alone.`
    );
  } finally {
    await server.stop();
  }
}

function done({ requests, refused }: { requests: number; refused: number }): number {
  return requests - refused;
}

/**
 * Returns the day with the most new tickets, as the wire writes it, and the number of tickets with an event on that day.
 * These are the tickets in its export.
 */
async function busiestDay(folder: string): Promise<{ wire: string; tickets: number }> {
  const { query, close } = await openDatabase({ folder });
  const { day } = await query
    .selectFrom('ticket_number')
    .select('day')
    .orderBy('last', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const wire = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const from = Date.parse(`${wire}T00:00:00+08:00`);
  const { tickets } = await query
    .selectFrom('event')
    .where('at', '>=', from)
    .where('at', '<', from + 24 * 3_600_000)
    .select((row) => row.fn.count<number>('ticket_id').distinct().as('tickets'))
    .executeTakeFirstOrThrow();
  await close();
  return { wire, tickets };
}

/**
 * Returns the seconds from the call to its answer, which the server sends when the file is on the disk. The folder of
 * exports is emptied first, because a file that exists is not made again.
 */
async function timeOfExport({ port }: Measured, token: string, date: string, exportFolder: string): Promise<number> {
  rmSync(exportFolder, { recursive: true, force: true });
  const began = performance.now();
  const body = JSON.stringify({ task_type: '6', date });
  const answer = await answerTo(port, request('POST', '/api/wb/5/data/export_data', token, body));
  if (!existsSync(exportFolder)) throw new Error(`no export: ${answer}`);
  return (performance.now() - began) / 1000;
}
