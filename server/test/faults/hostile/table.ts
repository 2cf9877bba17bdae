import type { Attack } from './attack.ts';
import type { Struck } from './strike.ts';

/** A table of Markdown: a row for each attack, with how often it held and what was seen the last time, or first failed. */
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
