import type { LoadMaker, Measured } from './process.ts';

/** One row of the table: a server and the requests that it gets. */
export interface Subject {
  readonly name: string;
  readonly server: Measured;
  readonly requests: readonly string[];
  /** Replaces the number of connections of the effort. */
  readonly connections?: number | undefined;
}

/** The cost of a request in one round, or the medians over all rounds. */
export interface Cost {
  readonly cpuMicros: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How long and with how many connections each subject is measured. `seconds` is the length of one window. */
export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

/** Measures every subject in interleaved rounds, after one round of warm-up, and returns the medians by name. */
export async function measure(
  subjects: readonly Subject[],
  load: LoadMaker,
  effort: Effort,
): Promise<Map<string, Cost>> {
  const seen = new Map<string, Cost[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round <= effort.rounds; round++) {
    for (const subject of subjects) {
      const cost = await measureOnce(subject, load, effort);
      if (round > 0) seen.get(subject.name)!.push(cost);
    }
  }
  return new Map([...seen].map(([name, costs]) => [name, medians(costs)]));
}

/**
 * Measures one window. When calls were refused, the first of them with 503 because the machine was too busy, measures the
 * window again, at most `times` times in all. Throws for another refusal, and for any refusal in the last window.
 */
async function measureOnce(subject: Subject, load: LoadMaker, effort: Effort, times = 3): Promise<Cost> {
  const { name, server, requests } = subject;
  const { connections = effort.connections } = subject;
  const { seconds } = effort;
  const before = server.cpuMicros();
  const answered = await load.apply({ port: server.port, requests, connections, seconds });
  const spent = server.cpuMicros() - before;
  if (answered.refused > 0 && times > 1 && answered.example.startsWith('HTTP/1.1 503')) {
    return measureOnce(subject, load, effort, times - 1);
  }
  if (answered.refused > 0) throw new Error(`${name}: ${answered.refused} refused, like ${answered.example}`);
  return {
    cpuMicros: spent / answered.requests,
    perSecond: answered.requests / answered.seconds,
    p50Ms: answered.p50Ms,
    p99Ms: answered.p99Ms,
  };
}

function medians(costs: readonly Cost[]): Cost {
  return {
    cpuMicros: median(costs.map((cost) => cost.cpuMicros)),
    perSecond: median(costs.map((cost) => cost.perSecond)),
    p50Ms: median(costs.map((cost) => cost.p50Ms)),
    p99Ms: median(costs.map((cost) => cost.p99Ms)),
  };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
