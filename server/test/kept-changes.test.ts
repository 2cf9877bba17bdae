import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Change, Json } from '../src/events.ts';
import { changesOf, keptChanges } from '../src/kept-changes.ts';

const change = fc.record(
  {
    property: fc.string(),
    from: fc.jsonValue() as fc.Arbitrary<Json>,
    to: fc.jsonValue() as fc.Arbitrary<Json>,
    text: fc.string(),
    label: fc.string(),
    statusType: fc.integer(),
  },
  { requiredKeys: ['property', 'from', 'to'], noNullPrototype: true },
) as fc.Arbitrary<Change>;

/** As JSON has them: it knows no -0. */
const asJson = (changes: readonly Change[]) => JSON.parse(JSON.stringify(changes)) as Change[];

test('changes come back as they were kept, whichever members they have', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      assert.deepEqual(changesOf(keptChanges(changes)), asJson(changes));
    }),
  );
});

test('changes that an earlier release kept come back, too', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      assert.deepEqual(changesOf(JSON.stringify(changes)), asJson(changes));
    }),
  );
});

test('changes are kept without the names of their members', () => {
  const changes: Change[] = [
    { property: 'number', from: '', to: '20260302000001' },
    { property: 'status', from: null, to: 0, text: '尚未受理', statusType: 1 },
    { property: 'field:model', from: null, to: 'x', label: '型号' },
  ];
  assert.equal(
    keptChanges(changes),
    '[["number","","20260302000001"],["status",null,0,"尚未受理",null,1],["field:model",null,"x",null,"型号"]]',
  );
});
