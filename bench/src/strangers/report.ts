/** What a call of a stranger costs, beside what bare `node:http` takes for the same bytes. */
export interface Ratio {
  readonly stranger: string;
  readonly body: string;
  readonly ratio: number;
  readonly micros: number;
  readonly floorMicros: number;
}

/** The page that is kept as docs/measurements/strangers.md. */
export function strangersReport(
  ratios: readonly Ratio[],
  { rounds, seconds, connections }: { rounds: number; seconds: number; connections: number },
): string {
  return [
    '# The cost of calls without a token',
    '',
    'A call without a living token, or a session, is refused before a byte of its body is parsed. The aim is at most three',
    'times what a bare `node:http` server takes to read and drop the same bytes and to answer. Empty calls with tokens or',
    'sessions that never were miss it: each is looked up in the store, which takes a third of their time.',
    '',
    `Made by \`npm run bench:strangers\`: ${connections} connections, each with one request under way; ${rounds} rounds of ${seconds} s in which`,
    'the floor and the calls take turns, after one that warms up. The figures are',
    'microseconds of processor of the server per request; `× floor` is the median of the ratios of the rounds.',
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
