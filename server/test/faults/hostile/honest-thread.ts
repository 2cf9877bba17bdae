// The honest callers run in a thread of their own, so that a busy attacker does not make the server look slow.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { CallError, type Client, createClient } from '@gongdan/client';
import { world } from '../../world.ts';
import { honestApp } from './accounts.ts';
import { newConnectionLabel, type Seen, type Times } from './honest.ts';

const { url } = workerData as { url: string };
const livezTimeoutMs = 20_000;
/** Keeps its connections open, unlike requests that are sent without an HTTP agent. */
const kept = new Agent({ keepAlive: true });
const client = createClient({ baseUrl: url, appid: honestApp.appId, appKey: honestApp.appKey });
/** The requests of the current span. */
let currentSpan = emptySpan();
let paceMs = 200;
let stopped = false;

// `begin` starts a new span and `end` posts the report of the current one. `stop` lets the loops end; what they still
// do is not reported.
parentPort!.on('message', ({ ask, pace }: { ask: 'begin' | 'end' | 'stop'; pace?: number }) => {
  if (ask === 'end') return parentPort!.postMessage(reportOf(currentSpan));
  if (ask === 'stop') stopped = true;
  currentSpan = emptySpan();
  paceMs = pace ?? 200;
});

// The first calls come before the attack: they load the client's token and what the server loads at first use.
await createAndRead(currentSpan, client);
parentPort!.postMessage('at work');
await Promise.all([
  again(50, (span) => timed(span, span.livez, 'livez', () => livez(kept))),
  again(200, (span) => timed(span, span.fresh, newConnectionLabel, () => livez(false))),
  again(
    () => paceMs,
    (span) => createAndRead(span, client),
  ),
]);
parentPort!.close();
kept.destroy();

function emptySpan() {
  return {
    livez: [] as Sample[],
    fresh: [] as Sample[],
    calls: [] as Sample[],
    failures: [] as string[],
    made: [] as string[],
  };
}

/** A measured request. A request without an answer at the end of the span counts with the time that it has waited. */
interface Sample {
  readonly beganAt: number;
  endedAt?: number;
}

type Span = ReturnType<typeof emptySpan>;

/** Repeats `act` until the thread is stopped. Each run is recorded in the span in which it begins. */
async function again(everyMs: number | (() => number), act: (span: Span) => Promise<unknown>): Promise<void> {
  while (!stopped) {
    await act(currentSpan);
    await pause(typeof everyMs === 'number' ? everyMs : everyMs());
  }
}

async function timed(span: Span, samples: Sample[], name: string, act: () => Promise<unknown>): Promise<boolean> {
  const sample: Sample = { beganAt: performance.now() };
  samples.push(sample);
  try {
    await act();
    return true;
  } catch (error) {
    if (!stopped) span.failures.push(`${name}: ${wordsOf(error)}`);
    return false;
  } finally {
    sample.endedAt = performance.now();
  }
}

function livez(agent: Agent | false): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/livez`, { agent, timeout: livezTimeoutMs }, (response) => {
      const { statusCode } = response;
      response.resume().on('end', () => (statusCode === 200 ? resolve() : reject(new Error(`HTTP ${statusCode}`))));
    });
    asked
      .on('timeout', () => asked.destroy(new Error('no answer in twenty seconds')))
      .on('error', reject)
      .end();
  });
}

async function createAndRead(span: Span, { save_user_ticket, get_ticket_by_id }: Client): Promise<void> {
  const given = {
    companyid: world.companyId,
    ticket_title: 'honest',
    ticket_content: '门锁掉线',
    ticket_typeid: 'cloud_api',
    ticket_from: '4',
    partnerid: 'honest',
  };
  let ticketid = '';
  const made = await timed(span, span.calls, 'save_user_ticket', async () => {
    ticketid = (await save_user_ticket(given)).item.ticketid;
    span.made.push(ticketid);
  });
  if (made) await timed(span, span.calls, 'get_ticket_by_id', () => get_ticket_by_id({ ticketid }));
}

function wordsOf(error: unknown): string {
  if (error instanceof CallError) return `HTTP ${error.status}, ${error.code}`;
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

function reportOf({ livez, fresh, calls, failures, made }: Span): Seen {
  return { livez: timesOf(livez), fresh: timesOf(fresh), calls: timesOf(calls), failures, made };
}

function timesOf(samples: readonly Sample[]): Times {
  const now = performance.now();
  const sorted = samples.map(({ beganAt, endedAt = now }) => endedAt - beganAt).toSorted((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), longest: at(1) };
}
