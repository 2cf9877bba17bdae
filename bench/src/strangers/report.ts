/** The cost of a stranger's call, and that of bare `node:http` for the same bytes. */
export interface Ratio {
  readonly stranger: string;
  readonly body: string;
  readonly ratio: number;
  readonly micros: number;
  readonly floorMicros: number;
}

/** Returns the page docs/measurements/strangers.md. */
export function strangersReport(
  ratios: readonly Ratio[],
  { rounds, seconds, connections }: { rounds: number; seconds: number; connections: number },
): string {
  return [
    '# The cost of calls without a token',
    '',
    'A call without a valid token or session is refused before its body is parsed. Our aim is that the refusal costs at most',
    'three times as much as at the floor, a bare `node:http` server that reads and drops the same bytes and answers. Empty',
    'calls with made-up tokens or sessions exceed that: each token is looked up in the store, which takes a third of the time',
    'of the call.',
    '',
    `Made by \`npm run bench:strangers\`: ${connections} connections, each with one request under way; ${rounds} rounds of ${seconds} s in which`,
    'the floor and the calls take turns, after one round of warm-up. The figures are microseconds of processor time of the',
    'server per request; `× floor` is the median of the ratios of the rounds.',
    '',
    '| body | call | processor µs | floor µs | × floor |',
    '|---|---|---:|---:|---:|',
    ...ratios.map(
      ({ body, stranger, micros, floorMicros, ratio }) =>
        `| ${body} | ${stranger} | ${micros.toFixed(0)} | ${floorMicros.toFixed(0)} | ${ratio.toFixed(2)} |`,
    ),
    '',
  ].join('\n');
}
