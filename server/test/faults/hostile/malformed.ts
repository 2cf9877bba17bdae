import { type Verdict, verdict } from './attack.ts';
import { exchange } from './line.ts';
import type { Target } from './target.ts';

/** A request that no honest client sends. */
export interface Malformed {
  readonly bytes: string | Buffer;
  /** The right HTTP statuses; 0 stands for a connection closed without an answer. */
  readonly right: readonly number[];
}

const patienceMs = 5000;

/**
 * Sends the requests one after the other. Each must get one of its right statuses; an answer of 400 or more must have
 * the envelope of the API (`ret_code`) or of the console (`reason`).
 */
export async function answerEach(server: Target, all: Readonly<Record<string, Malformed>>): Promise<Verdict> {
  const wrong: string[] = [];
  let slowest = { name: '', ms: 0 };
  for (const [name, { bytes, right }] of Object.entries(all)) {
    const began = performance.now();
    const { status, text } = await exchange(server, bytes, { withinMs: patienceMs });
    const ms = Math.round(performance.now() - began);
    if (ms > slowest.ms) slowest = { name, ms };
    const hasEnvelope = status < 400 || /"(ret_code|reason)":"\w+"/.test(text);
    if (!right.includes(status)) wrong.push(`${name} got ${status === 0 ? `nothing in ${ms} ms` : status}`);
    else if (!hasEnvelope) wrong.push(`${name} got ${status} without an envelope`);
  }
  const saw = `${Object.keys(all).length} were sent, the slowest answer was that to ${slowest.name}, ${slowest.ms} ms`;
  return verdict([saw, ...wrong].join('; '), { 'each is answered with an envelope of its fault': wrong.length === 0 });
}
