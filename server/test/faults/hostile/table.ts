import type { Attack } from './attack.ts';
import type { Struck } from './strike.ts';

/**
 * Makes a Markdown table with a row for each attack: how often the server held, and what was seen in the first round in
 * which it did not, or else in the last round.
 */
export function tableOf(attacks: readonly Attack[], struck: readonly Struck[]): string {
  const rows = attacks.map(({ name, does }) => {
    const own = struck.filter((one) => one.name === name);
    const held = own.filter((one) => one.held).length;
    const { says } = own.find((one) => !one.held) ?? own.at(-1) ?? { says: 'not tried' };
    const livez = Math.max(0, ...own.map(({ livezLongestMs }) => livezLongestMs));
    return `| ${name} | ${does} | ${held} of ${own.length} | ${livez} ms | ${says.replaceAll('|', '\\|')} |`;
  });
  return [
    '| attack | what it does | held | slowest `/livez` | what was seen |',
    '|---|---|---:|---:|---|',
    ...rows,
  ].join('\n');
}
