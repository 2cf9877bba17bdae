import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ticket } from '../../../console/src/words/zh-CN/ticket.ts';
import { sourceNames } from '../../src/import/source-names.ts';

test('the import reads the names of sources that the console shows', () => {
  const shown = Object.entries(ticket.source).map(([code, name]) => [Number(code.slice(1)), name]);
  assert.deepEqual([...sourceNames], shown);
});
