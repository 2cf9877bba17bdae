import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { applyCompanyFile } from '../../../src/company-file/apply.ts';
import type { CompanyFile } from '../../../src/company-file/shape.ts';
import { type Config, parseConfig } from '../../../src/config/config.ts';
import { askServer } from '../../../src/operating/commands/control.ts';
import { openInstallation } from '../../../src/operating/commands/operations.ts';
import type { Random } from '../../../src/operating/demo/random.ts';
import { serve } from '../../faults/strike/serving.ts';
import { companyWith } from '../company.ts';
import { judgePushes } from './judge-pushes.ts';
import { beganVariable, quickTime } from './quick-time.ts';
import { type Shakiness, type ShakyReceiver, startShakyReceiver } from './shaky-receiver.ts';
import { writers } from './writers.ts';

export interface PushRounds extends Shakiness {
  readonly random: Random;
  readonly events: number;
  readonly kills: number;
  /** A module that the server loads before ours; by default one that speeds up its clock and breaks nothing. */
  readonly preload?: string;
}

export interface Pushed {
  readonly kills: number;
  readonly messages: number;
  /** The number of pushes received, including failed and repeated ones. */
  readonly arrivals: number;
  readonly faults: readonly string[];
}

const { companyid: companyId } = companyWith([]).company;
const quickClock = fileURLToPath(new URL('quick-clock.ts', import.meta.url));

/**
 * Makes events with clients while the server is killed repeatedly and the receiver fails many pushes. Then waits until
 * everything has been sent, and judges what arrived.
 */
export async function pushRounds(data: string, options: PushRounds): Promise<Pushed> {
  const receiver = await startShakyReceiver(options.random, options);
  try {
    return await pushTo(receiver, data, options);
  } finally {
    await receiver.close();
  }
}

async function pushTo(receiver: ShakyReceiver, data: string, options: PushRounds): Promise<Pushed> {
  const { random, events, kills, preload = quickClock } = options;
  const began = Date.now();
  process.env[beganVariable] = String(began);
  process.env.GONGDAN_PUSH_ALLOW = '127.0.0.0/8';
  const config = parseConfig({ data });
  await furnish(config, receiver.url);

  const clients = writers(quickTime(began, Date.now));
  const start = async () => {
    const server = await serve({ data }, { preload });
    clients.aim(server.url);
    return server;
  };
  let server = await start();
  const writing = clients.write(events);
  for (let kill = 0; kill < kills; kill += 1) {
    await afterArrivals(receiver, random.between(1, Math.ceil((2 * events) / kills)));
    await server.kill();
    server = await start();
  }
  await writing;
  await sentAll(data);
  await server.stop();

  const faults = await judge(config, receiver, clients.answered);
  const arrivals = [...receiver.arrived.values()].reduce((sum, { times }) => sum + times, 0);
  return { kills, messages: receiver.arrived.size, arrivals, faults };
}

/** Makes the company. Its endpoint has strict order, so that no message may pass another one of its ticket. */
async function furnish(config: Config, url: string): Promise<void> {
  const { installation, close } = await openInstallation(config);
  await applyCompanyFile(installation, companyWith([{ url, order: 'strict' }]) as CompanyFile);
  await close();
}

/** Resolves after this many pushes, at the latest after two seconds: there may be nothing left to push. */
function afterArrivals(receiver: ShakyReceiver, count: number): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, 2_000);
    let left = count;
    receiver.onArrival(() => {
      left -= 1;
      if (left > 0) return;
      clearTimeout(patience);
      resolve();
    });
  });
}

async function sentAll(data: string): Promise<void> {
  const input = { companyId, filter: { state: 'waiting' }, most: 1 };
  for (;;) {
    const answer = await askServer(data, 'pushList', input);
    if (answer && (answer.value as unknown[]).length === 0) return;
    await wait(200);
  }
}

async function judge(config: Config, receiver: ShakyReceiver, answered: ReadonlyMap<string, number>) {
  const { installation, close } = await openInstallation(config);
  const messages = await installation.db.query
    .selectFrom('push_message')
    .leftJoin('push_delivery', 'push_delivery.position', 'push_message.position')
    .select(['push_message.id', 'push_message.ticket_id as ticketId', 'push_message.body', 'push_delivery.state'])
    .orderBy('push_message.position')
    .execute();
  await close();
  return judgePushes(messages, receiver.arrived, answered);
}
