/** Counts a call of one endpoint. */
export type Tally = (code: string, seconds: number) => void;

/** How often the calls of each endpoint ended with which code, and how long they took. */
export interface Meter {
  tallyOf(endpoint: string): Tally;
  /** Counts a request that was turned away before its endpoint was known. */
  turnAway(): void;
  /** The lines for `/metrics`, in the text form of Prometheus. */
  readonly describe: () => string;
}

/** The upper bounds of the buckets of the histogram, in seconds. */
const bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10];

interface Times {
  readonly buckets: number[];
  sum: number;
  count: number;
}

export function makeMeter(): Meter {
  const outcomes = new Map<string, Map<string, number>>();
  const times = new Map<string, Times>();
  const tallies = new Map<string, Tally>();
  let turnedAway = 0;

  function makeTally(endpoint: string): Tally {
    const byCode = new Map<string, number>();
    const time: Times = { buckets: bounds.map(() => 0), sum: 0, count: 0 };
    return (code, seconds) => {
      // An endpoint appears in `/metrics` after its first call.
      if (time.count === 0) {
        outcomes.set(endpoint, byCode);
        times.set(endpoint, time);
      }
      byCode.set(code, (byCode.get(code) ?? 0) + 1);
      const bucket = bounds.findIndex((bound) => seconds <= bound);
      if (bucket !== -1) time.buckets[bucket]! += 1;
      time.sum += seconds;
      time.count += 1;
    };
  }

  return {
    turnAway() {
      turnedAway += 1;
    },
    tallyOf(endpoint) {
      const known = tallies.get(endpoint);
      if (known) return known;
      const made = makeTally(endpoint);
      tallies.set(endpoint, made);
      return made;
    },
    describe: () =>
      [...describeOutcomes(outcomes), ...describeTimes(times), ...describeTurnedAway(turnedAway), ''].join('\n'),
  };
}

function* describeOutcomes(outcomes: ReadonlyMap<string, ReadonlyMap<string, number>>) {
  yield '# HELP gongdan_calls_total Calls answered, by endpoint and ret_code.';
  yield '# TYPE gongdan_calls_total counter';
  for (const [endpoint, byCode] of outcomes) {
    for (const [code, count] of byCode) yield `gongdan_calls_total{endpoint="${endpoint}",code="${code}"} ${count}`;
  }
}

function* describeTimes(times: ReadonlyMap<string, Times>) {
  yield '# HELP gongdan_call_seconds Duration of calls, without their wait in a lane.';
  yield '# TYPE gongdan_call_seconds histogram';
  for (const [endpoint, { buckets, sum, count }] of times) {
    let below = 0;
    for (const [index, bound] of bounds.entries()) {
      below += buckets[index]!;
      yield `gongdan_call_seconds_bucket{endpoint="${endpoint}",le="${bound}"} ${below}`;
    }
    yield `gongdan_call_seconds_bucket{endpoint="${endpoint}",le="+Inf"} ${count}`;
    yield `gongdan_call_seconds_sum{endpoint="${endpoint}"} ${sum}`;
    yield `gongdan_call_seconds_count{endpoint="${endpoint}"} ${count}`;
  }
}

function* describeTurnedAway(count: number) {
  yield '# HELP gongdan_turned_away_total Requests answered 503 before they were looked at.';
  yield '# TYPE gongdan_turned_away_total counter';
  yield `gongdan_turned_away_total ${count}`;
}
