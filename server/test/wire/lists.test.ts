import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinContacts, splitContacts } from '../../src/wire/contacts.ts';
import { readPage, writePage } from '../../src/wire/paging.ts';
import { isReversed, readRange } from '../../src/wire/range.ts';

test('contacts are read with any of four separators, and are written with commas', () => {
  assert.deepEqual(splitContacts(' a@x.cn,b@x.cn；c@x.cn ;，a@x.cn '), ['a@x.cn', 'b@x.cn', 'c@x.cn']);
  assert.deepEqual(splitContacts(undefined), []);
  assert.equal(joinContacts(['1', '2']), '1,2');
});

test('a page has 15 rows unless 1 to 50 are asked for, and pages count from 1', () => {
  assert.deepEqual(readPage({}), { number: 1, size: 15 });
  assert.deepEqual(readPage({ page_no: 3, page_size: 50 }), { number: 3, size: 50 });
  assert.deepEqual(readPage({ page_no: 0, page_size: 51 }), { number: 1, size: 50 });
  assert.deepEqual(readPage({ page_no: -2, page_size: 0 }), { number: 1, size: 15 });
});

test('the pages of an answer cover all rows', () => {
  const page = { number: 2, size: 15 };
  assert.equal(writePage(page, 0).page_count, 0);
  assert.equal(writePage(page, 15).page_count, 1);
  assert.deepEqual(writePage(page, 16), { page_no: 2, page_size: 15, page_count: 2, total_count: 16 });
});

test('a range includes the whole of its last second', () => {
  const range = readRange('Asia/Shanghai', '2026-10-01 00:00:00', '2026-10-01 00:00:00');
  const start = Date.UTC(2026, 8, 30, 16);
  assert.deepEqual(range, { from: start, before: start + 1000 });
  assert.equal(isReversed(range), false);
});

test('a range that ends a second before it begins is reversed; one with an open end never is', () => {
  assert.equal(isReversed(readRange('Asia/Shanghai', '2026-10-01 00:00:01', '2026-10-01 00:00:00')), true);
  assert.equal(isReversed(readRange('Asia/Shanghai', '2026-10-01 00:00:01', undefined)), false);
  assert.equal(isReversed(readRange('Asia/Shanghai', undefined, '2026-10-01 00:00:01')), false);
});
