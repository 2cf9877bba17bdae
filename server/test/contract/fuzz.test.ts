import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { codes, type Endpoint, type EndpointName, endpoints } from '@gongdan/contract';
import fc from 'fast-check';
import { onEveryDatabase } from '../databases.ts';
import { endpointNames, goodCalls, type Scene, startScene, tracesIn } from './scene.ts';

const numRuns = 2500;
const seed = 20260302;

/** A call that would succeed but for some replaced parameters; undefined leaves one out. */
interface WildCall {
  readonly name: EndpointName;
  readonly as: 'query' | 'json' | 'form';
  readonly wild: Readonly<Record<string, unknown>>;
}

/** A longer query might not fit into the head of a request, so the call is sent as a form. */
const longestQuery = 2000;

onEveryDatabase('a call with arbitrary parameters', (stores) => {
  let scene: Scene;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
  });
  after(() => scene.app.close());

  test('ends with a valid envelope and no internal error, and writes nothing when it is refused', async () => {
    const { app } = scene;
    const good = goodCalls(scene);
    const token = await app.token();
    const readTraces = await tracesIn(app);
    let traces = await readTraces();
    const property = fc.asyncProperty(wildCall, async ({ name, as, wild }) => {
      app.advance(1);
      const parameters = { ...good[name], ...wild };
      const way = as === 'query' && JSON.stringify(parameters).length > longestQuery ? 'form' : as;
      const { body, status } = await app.call(name, parameters, { as: way, token });
      assert.ok(status < 500 && knownCodes.has(body.ret_code), `${status} ${body.ret_code} ${body.ret_msg}`);
      const before = traces;
      traces = await readTraces();
      if (body.ret_code !== codes.ok.code || readOnly(name)) assert.deepEqual(traces, before);
    });
    await fc.assert(property, { numRuns, seed });
  });
});

const knownCodes = new Set<string>(Object.values(codes).map(({ code }) => code));

/** True when the call must not write. Calls without a token are left out, because `get_token` writes one. */
function readOnly(name: EndpointName): boolean {
  const { reads, access }: Endpoint = endpoints[name];
  return reads && access === 'token';
}

const broken = ['\0', 'a\0b', '\ud800', 'x\udfff', '\u2028', '😀'.repeat(3), 'é', '%', '%zz', '%00', '+'];
const hostile = [
  "' or 1=1 --",
  '"; drop table ticket',
  '<script>',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '{',
  '[]',
];
const numbers = [0, -1, 1.5, 1e21, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308];
const digits = [
  '0',
  '-1',
  '007',
  '1e3',
  '0x10',
  '9'.repeat(9),
  '9'.repeat(10),
  '9'.repeat(30),
  '１２',
  '98',
  '99',
  '3',
  '10',
];
const times = [
  '2026-03-02',
  '2026-02-30 00:00:00',
  '2026-03-02T00:00:00',
  '9999-12-31 23:59:59',
  '0000-01-01 00:00:00',
];
const known = [
  'liwei',
  'caoyi',
  'solo',
  'aftersales',
  'presales',
  'repair',
  'repair_fax',
  'refund',
  'complaint',
  'hanmeimei',
];
const fields = ['warranty', 'symptoms', 'product', 'region', 'amount', 'appointment', 'proof', 'erp_order', 'nothing'];
const values = [
  'in_warranty',
  'no_power,leak',
  'lock_s1',
  'lock',
  '11,1101',
  '110101',
  '2026-03-02 10:00',
  '12.50',
  '',
];

const text = fc.oneof(
  fc.constantFrom(...broken, ...hostile, ...digits, ...times, ...known, ...values, '', '   '),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 1, max: 12_000 }).map((length) => '长'.repeat(length)),
);
const scalar = fc.oneof({ weight: 4, arbitrary: text }, fc.constantFrom<unknown>(...numbers, true, false, null));
const entry = fc.record(
  {
    fieldid: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...fields) }, scalar),
    field_value: scalar,
    field_text: scalar,
    agent_name: scalar,
    agent_mail: scalar,
  },
  { requiredKeys: [] },
);
const list = fc.oneof(fc.array(entry, { maxLength: 4 }), fc.array(scalar, { maxLength: 3 }), entry);
const anything = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 3, arbitrary: list },
  { weight: 1, arbitrary: list.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

const parametersOf = (name: EndpointName) => Object.keys(endpoints[name].parameters.properties);
const asksNothing = (name: EndpointName) => parametersOf(name).length === 0;
const endpointName = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...endpointNames.filter((name) => !asksNothing(name))) },
  { weight: 1, arbitrary: fc.constantFrom(...endpointNames.filter(asksNothing)) },
);

const wildCall: fc.Arbitrary<WildCall> = endpointName.chain((name) => {
  const parameters = [...parametersOf(name), 'unknown'];
  return fc.record({
    name: fc.constant(name),
    as: fc.constantFrom('query', 'json', 'form'),
    wild: fc.dictionary(fc.constantFrom(...parameters), anything, { minKeys: 1, maxKeys: 3 }),
  });
});
