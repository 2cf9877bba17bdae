import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Lane } from '../../../src/http/load/lane.ts';

const patience = { targetMs: 1000, standsMs: 3000, boundMs: 10_000 };
/** How many calls are served in a tenth of a second. */
const perTick = 10;
let clock = 0;

/**
 * In each tick, a tenth of a second, adds the arriving calls of each app and serves `perTick` of the queued ones.
 * Returns how many calls of each app were shed, and how many milliseconds each served call waited.
 */
function drive(lane: Lane, from: number, ticks: number, arriving: Readonly<Record<string, number>>) {
  const shed: Record<string, number> = {};
  const waits: number[] = [];
  const end = (app: string) => {
    shed[app] = (shed[app] ?? 0) + 1;
  };
  for (let tick = from; tick < from + ticks; tick += 1) {
    const at = tick * 100;
    for (const [app, count] of Object.entries(arriving)) {
      for (let one = 0; one < count; one += 1) {
        const serve = () => waits.push(clock - at);
        lane.add({ app, bytes: 1, serve, refuse: () => end(app) }, at);
      }
    }
    clock = at + 100;
    for (const call of lane.takeRefused(clock)) call.refuse();
    for (let count = 0; count < perTick; count += 1) {
      const call = lane.take();
      call?.serve();
      if (call) lane.charge(call.app, 1);
    }
  }
  return { shed, waits };
}

describe('a lane', () => {
  test('sheds nothing of a burst that is served within the bound', () => {
    const lane = new Lane(patience);
    const first = drive(lane, 0, 1, { burst: 900 });
    const rest = drive(lane, 1, 89, {});
    assert.deepEqual([first.shed, rest.shed], [{}, {}]);
    assert.equal(first.waits.length + rest.waits.length, 900);
  });

  test('sheds load that stays, so that served calls wait little longer than the target', () => {
    const lane = new Lane(patience);
    drive(lane, 0, 100, { crowd: 5 * perTick });
    const { shed, waits } = drive(lane, 100, 200, { crowd: 5 * perTick });
    // Calls that were queued before are counted, too.
    assert.ok(waits.length >= 190 * perTick, `${waits.length} were served`);
    assert.ok(shed.crowd! > 0.75 * 200 * 5 * perTick);
    assert.ok(Math.max(...waits) <= 1300, `${Math.max(...waits)} ms`);
  });

  test('sheds no call of an app that makes one at a time while another app floods', () => {
    const lane = new Lane(patience);
    const { shed } = drive(lane, 0, 300, { crowd: 5 * perTick, single: 1 });
    assert.ok(shed.crowd! > 0);
    assert.equal(shed.single, undefined);
  });

  test('sheds nothing more when the load is gone', () => {
    const lane = new Lane(patience);
    drive(lane, 0, 100, { crowd: 5 * perTick });
    drive(lane, 100, 40, { crowd: 1 });
    assert.deepEqual(drive(lane, 140, 1, { crowd: 500 }).shed, {});
  });

  test('refuses a call that has waited for the bound', () => {
    const lane = new Lane(patience);
    const ends: string[] = [];
    const call = (name: string) => ({ app: name, bytes: 1, serve() {}, refuse: () => ends.push(name) });
    lane.add(call('first'), 0);
    lane.add(call('second'), 500);
    for (const at of [1000, 10_000, 10_050]) for (const late of lane.takeRefused(at)) late.refuse();
    assert.deepEqual(ends, ['first']);
    assert.equal(lane.size(), 1);
  });
});
