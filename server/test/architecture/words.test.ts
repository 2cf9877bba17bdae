import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { linesOf, sources } from './sources.ts';

/**
 * Folders that use our words only. `api/`, `import/` and the company file translate the wire's words before they call
 * these folders.
 */
const domain = ['tickets', 'people', 'catalog', 'files', 'push', 'exports', 'jobs', 'nodes', 'erasure', 'console'];

/** Columns of our tables that happen to be called like parameters. */
const columns = new Set(['vip_level', 'enterprise_name']);

/** Places that need words of the wire, each with its reason. */
const exempt: Readonly<Record<string, RegExp>> = {
  // The conditions of views are stored in the form that the company file has.
  'server/src/tickets/views/': /\b(ticket_status|deal_agentid|deal_groupid)\b/g,
  // Labels of metrics and keys of log lines that operators' dashboards and alerts know.
  'server/src/push/forward.ts': /\bcompanyid\b/g,
  'server/src/push/meter.ts': /\bcompanyid\b/g,
};

test('the domain and the console speak our words, not those of the wire', () => {
  const words = wireWords();
  assert.ok(words.length > 60, `only ${words.length} words`);
  const spoken = new RegExp(`\\b(${words.join('|')})\\b`);
  const found = sources
    .filter((file) => domain.some((folder) => file.startsWith(`server/src/${folder}/`)))
    .flatMap((file) =>
      linesOf(file).map((line, index) => ({ line: withoutExempt(file, line), at: `${file}:${index + 1}` })),
    )
    .filter(({ line }) => spoken.test(line))
    .map(({ at, line }) => `${at} ${spoken.exec(line)![0]}`);
  assert.deepEqual(found, []);
});

function withoutExempt(file: string, line: string): string {
  const place = Object.keys(exempt).find((one) => file.startsWith(one));
  return place === undefined ? line : line.replaceAll(exempt[place]!, '');
}

/**
 * The names of the contract's parameters that hold an underscore or end with `id`. The others, such as `score`, are
 * plain words.
 */
function wireWords(): string[] {
  const names = new Set(Object.values(endpoints).flatMap(({ parameters }) => namesIn(parameters)));
  return [...names].filter((name) => /_|id$/.test(name) && !columns.has(name));
}

function namesIn(schema: object): string[] {
  const { properties = {}, items } = schema as { properties?: Readonly<Record<string, object>>; items?: object };
  const own = Object.entries(properties).flatMap(([name, member]) => [name, ...namesIn(member)]);
  return items ? [...own, ...namesIn(items)] : own;
}
