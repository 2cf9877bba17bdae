import { plainText, safeHtml } from '../../../server/src/console/shown/safe-html.ts';
import { honestHtml, shapes } from '../../../server/test/console/shapes.ts';

// `npm run bench:contents` measures how long it takes to sanitise texts of the greatest length that are built to be
// expensive. It fails when one exceeds the bounds of docs/decisions/0017-contents-have-a-price.md.
const longest = 5_000;
const short = longest / 4;
/** A text of four times the length may take at most this many times as long. 4 is linear, 16 is quadratic. */
const mostGrowth = 7;
/** A text may take at most this many times as long as ordinary HTML of the same length. */
const mostHonest = 5;
/** A text that takes less time than this is not tested for growth: the noise is as large as its time. */
const noiseMs = 0.4;
const rounds = 9;

interface Line {
  readonly name: string;
  readonly ms: number;
  readonly growth: number;
  readonly honest: number;
}

let salt = 0;
const makers = { safeHtml, plainText };
// Run every shape once, so that the code is compiled before the measurement begins.
for (const make of Object.values(makers)) for (const shape of shapes.values()) timeOf(make, shape(longest));
const lines = Object.entries(makers).flatMap(([maker, make]) =>
  [...shapes].map((shape) => measure(maker, make, shape)),
);
lines.sort((one, other) => other.honest - one.honest);
const broken = lines.filter(({ ms, growth, honest }) => honest > mostHonest || (growth > mostGrowth && ms > noiseMs));

console.log(`${lines.length} texts of ${longest} characters: the 15 most expensive, then those that exceed a bound:`);
for (const line of [...lines.slice(0, 15), ...broken]) console.log(format(line));
console.log(broken.length === 0 ? 'All are within the bounds.' : `${broken.length} exceed a bound.`);
process.exitCode = broken.length === 0 ? 0 : 1;

/**
 * Measures a text of the shape, one of a quarter of its length, and ordinary HTML, in turns. Keeps the least time of each,
 * because other work of the machine can only make a time longer.
 */
function measure(
  maker: string,
  make: (text: string) => string,
  [name, shape]: [string, (length: number) => string],
): Line {
  const texts = [shape(longest), shape(short), honestHtml(longest)];
  const least = texts.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [index, text] of texts.entries()) least[index] = Math.min(least[index]!, timeOf(make, text));
  }
  const [long, quarter, honest] = least as [number, number, number];
  return { name: `${maker} ${name}`, ms: long, growth: long / quarter, honest: long / honest };
}

/** Returns the milliseconds of one run. The text gets a different end each time, so that no cache can know it. */
function timeOf(make: (text: string) => string, text: string): number {
  salt += 1;
  const own = `${text}${salt}`;
  const began = performance.now();
  make(own);
  return performance.now() - began;
}

function format({ name, ms, growth, honest }: Line): string {
  const numbers = `${ms.toFixed(2)} ms, ${honest.toFixed(1)} × honest HTML, ${growth.toFixed(1)} × a quarter of it`;
  return `${JSON.stringify(name).slice(1, -1).padEnd(48)} ${numbers}`;
}
