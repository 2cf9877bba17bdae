import { plainText, safeHtml } from '../../../server/src/console/shown/safe-html.ts';
import { honestHtml, shapes } from '../../../server/test/console/shapes.ts';

// `npm run bench:contents`: what it costs to make a text of the longest length safe, for texts that were made to be
// expensive. Fails when one breaks the bounds that docs/decisions gives
// ("Contents have a price").
const longest = 5_000;
const short = longest / 4;
/** Four times the length may cost this many times as much: 4 is linear, 16 quadratic. */
const mostGrowth = 7;
const mostHonest = 5;
/** Below so much a cost is noise: it is a fiftieth of a slice. */
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
// Compiled before anything is measured, or the first shapes would look dear.
for (const make of Object.values(makers)) for (const shape of shapes.values()) timeOf(make, shape(longest));
const lines = Object.entries(makers).flatMap(([maker, make]) =>
  [...shapes].map((shape) => measure(maker, make, shape)),
);
lines.sort((one, other) => other.honest - one.honest);
const broken = lines.filter(({ ms, growth, honest }) => honest > mostHonest || (growth > mostGrowth && ms > noiseMs));

console.log(`${lines.length} texts of ${longest} characters; the dearest, then those beyond a bound:`);
for (const line of [...lines.slice(0, 15), ...broken]) console.log(told(line));
console.log(broken.length === 0 ? 'All are within the bounds.' : `${broken.length} beyond a bound.`);
process.exitCode = broken.length === 0 ? 0 : 1;

/** The three are measured in turns, and the least of each counts: what else the machine does cannot make it smaller. */
function measure(
  maker: string,
  make: (text: string) => string,
  [name, shape]: [string, (length: number) => string],
): Line {
  const texts = [shape(longest), shape(short), honestHtml(longest)];
  const least = texts.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [place, text] of texts.entries()) least[place] = Math.min(least[place]!, timeOf(make, text));
  }
  const [long, quarter, honest] = least as [number, number, number];
  return { name: `${maker} ${name}`, ms: long, growth: long / quarter, honest: long / honest };
}

/** With an end of its own, so that nothing is remembered. */
function timeOf(make: (text: string) => string, text: string): number {
  salt += 1;
  const own = `${text}${salt}`;
  const began = performance.now();
  make(own);
  return performance.now() - began;
}

function told({ name, ms, growth, honest }: Line): string {
  const numbers = `${ms.toFixed(2)} ms, ${honest.toFixed(1)} × honest HTML, ${growth.toFixed(1)} × a quarter of it`;
  return `${JSON.stringify(name).slice(1, -1).padEnd(48)} ${numbers}`;
}
