import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { codes } from '@gongdan/contract';
import { parse } from 'yaml';
import { consoleReasons } from '../../../contract/src/console/faults.ts';
import { freshBrowser } from '../console/browser.ts';
import { onEveryDatabase } from '../databases.ts';
import { openTicket, startPushingApp } from '../push/company.ts';
import { makeReader, type Selector } from './promql.ts';

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), 'utf8');

interface Rules {
  readonly groups: readonly { readonly rules: readonly { alert: string; expr: string; annotations: object }[] }[];
}

interface Dashboard {
  readonly panels: readonly { readonly id: number; readonly targets: readonly { readonly expr: string }[] }[];
}

const alerts = (parse(read('deploy/alerts.yaml')) as Rules).groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(read('deploy/grafana-dashboard.json')) as Dashboard;
const expressions = [
  ...alerts.map(({ expr }) => expr),
  ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

/** Metric → label → the values that `/metrics` shows. */
type Shown = Map<string, Map<string, Set<string>>>;

/** Adds the series of a `/metrics` text. */
function addSeries(shown: Shown, text: string): void {
  for (const [, metric = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const values = shown.get(metric) ?? new Map<string, Set<string>>();
    shown.set(metric, values);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g)) {
      values.set(label, (values.get(label) ?? new Set()).add(value));
    }
  }
}

/** The metrics of both stores, after traffic of every kind. */
const shown: Shown = new Map();
/** The text of `/metrics`, by store. */
const texts = new Map<string, string>();

onEveryDatabase('A server with traffic', ({ kind, place }) => {
  test('shows metrics of calls, sign-ins, pushes, streams and its store', async (t) => {
    const app = await startPushingApp([{ url: 'http://127.0.0.1:1/hook' }], { store: await place() });
    t.after(() => app.close());
    await openTicket(app);
    await app.call('query_tickets', {});
    const browser = freshBrowser(app.url);
    await browser.done('getSession', {});
    await browser.refused('signIn', { email: 'nobody@example.com', password: 'wrong' }, 'sign_in_refused');
    await app.settle();
    const text = await (await fetch(`${app.url}/metrics`)).text();
    texts.set(kind, text);
    addSeries(shown, text);
    const bytes = Number(text.match(/^gongdan_store_bytes (\d+)$/m)?.[1]);
    assert.ok(bytes > 100_000, `${bytes}`);
    assert.match(text, /^gongdan_sign_ins_refused_total\{way="console"\} 1$/m);
    assert.match(text, /^gongdan_calls_total\{endpoint="console\/getSession",code="ok"\} 1$/m);
    assert.match(
      text,
      new RegExp(`^gongdan_build_info\\{version="[^"]+",node="${process.versions.node}",store="${kind}"\\} 1$`, 'm'),
    );
    assert.match(text, /^gongdan_live_streams 0$/m);
    assert.equal(/^gongdan_pool_connections\{use="write",state="idle"\} [1-9]/m.test(text), kind === 'postgres');
  });
});

describe('Dashboard and alerts', () => {
  const selectors: Selector[] = [];
  before(async () => {
    const reader = await makeReader();
    for (const expression of expressions) selectors.push(...reader(expression));
  });

  test('are expressions of Prometheus', async () => {
    const reader = await makeReader();
    assert.throws(() => reader('sum by (code (rate(gongdan_calls_total[5m]))'), /no expression/);
    assert.ok(selectors.length > 25);
  });

  test('query only metrics that a server shows', () => {
    // Prometheus makes this one itself.
    const asked = new Set(selectors.map(({ metric }) => metric).filter((metric) => metric !== 'up'));
    const missing = [...asked].filter((metric) => !shown.has(metric));
    assert.deepEqual(
      missing.filter((metric) => texts.has('postgres') || !metric.startsWith('gongdan_pool_')),
      [],
    );
  });

  test('use only labels that their metric has', () => {
    for (const { metric, matchers, groupedBy } of selectors) {
      // Prometheus adds two labels itself.
      const labels = new Set(['job', 'instance', ...(shown.get(metric)?.keys() ?? [])]);
      const used = [...matchers.map(({ label }) => label), ...groupedBy];
      if (shown.has(metric))
        assert.deepEqual(
          used.filter((label) => !labels.has(label)),
          [],
          metric,
        );
    }
  });

  test('select only values that a label can have', () => {
    const known = new Set([
      ...Object.values(codes).map(({ code }) => code),
      ...['ok', ...Object.keys(codes), ...Object.keys(consoleReasons)],
    ]);
    for (const { metric, matchers } of selectors) {
      for (const { label, values } of matchers.filter(({ label }) => label !== 'job')) {
        const possible = label === 'code' ? known : shown.get(metric)?.get(label);
        if (possible)
          assert.deepEqual(
            values.filter((value) => !possible.has(value)),
            [],
            `${metric} ${label}`,
          );
      }
    }
  });

  test('count an answered call of the console as success, and a failed one as failure', () => {
    const failed = selectors.flatMap(({ matchers }) => matchers.filter(({ label }) => label === 'code'));
    assert.deepEqual(
      failed.map(({ values }) => values),
      [
        ['999999', 'internal', 'overloaded'],
        ['000000', 'ok'],
      ],
    );
  });

  test('describe the fault in a sentence, and have ids of their own', () => {
    assert.ok(alerts.length >= 12);
    for (const { alert, annotations } of alerts) assert.ok('summary' in annotations, alert);
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  });
});

test('the operating page lists every metric of ours, in both languages', () => {
  const there = new Set(
    [...texts.values()].flatMap((text) => [...text.matchAll(/^# TYPE (gongdan_\w+) /gm)].map(([, name]) => name!)),
  );
  for (const page of ['docs/operating.md', 'docs/operating.zh-CN.md']) {
    const listed = new Set([...read(page).matchAll(/^\| `(gongdan_\w+)` \|/gm)].map(([, name]) => name!));
    const expected = [...there].filter((name) => texts.has('postgres') || !name.startsWith('gongdan_pool_'));
    assert.deepEqual(
      expected.filter((name) => !listed.has(name)),
      [],
      `${page} lacks them`,
    );
    if (texts.has('postgres'))
      assert.deepEqual(
        [...listed].filter((name) => !there.has(name)),
        [],
        `${page} has them in vain`,
      );
  }
});
