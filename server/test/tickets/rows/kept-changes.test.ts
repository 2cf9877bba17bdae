import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Dialect, postgres, sqlite } from '../../../src/db/dialect.ts';
import { queryBuilder } from '../../../src/db/queries.ts';
import type { Change, Json } from '../../../src/events.ts';
import { changesOf, keptChanges, shortChanges } from '../../../src/tickets/rows/kept-changes.ts';

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
      assert.deepEqual(changesOf(shortChanges(changes)), asJson(changes));
    }),
  );
});

test('changes that are kept whole come back, too', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      assert.deepEqual(changesOf(JSON.stringify(changes)), asJson(changes));
    }),
  );
});

test('on SQLite changes are kept without the names of their members', () => {
  const changes: Change[] = [
    { property: 'number', from: '', to: '20260302000001' },
    { property: 'status', from: null, to: 0, text: '尚未受理', statusType: 1 },
    { property: 'field:model', from: null, to: 'x', label: '型号' },
  ];
  assert.equal(
    keptChanges(queries(sqlite), changes),
    '[["number","","20260302000001"],["status",null,0,"尚未受理",null,1],["field:model",null,"x",null,"型号"]]',
  );
});

test('on PostgreSQL changes are kept whole, for nodes of an earlier release beside this one', () => {
  const changes: Change[] = [{ property: 'status', from: null, to: 0, text: '尚未受理', statusType: 1 }];
  assert.equal(keptChanges(queries(postgres), changes), JSON.stringify(changes));
});

/** They run nothing: what is kept depends on the store alone. */
function queries(dialect: Dialect) {
  return queryBuilder(dialect)(() => assert.fail('nothing is asked'));
}
