import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageText } from '../../src/words/times.ts';

const zone = 'Asia/Shanghai';
const now = Date.parse('2026-03-04T12:00:00+08:00');
const minute = 60_000;

test('a bare age is short, to fit the column of a list', () => {
  assert.equal(ageText(now - 6 * minute, now, 'zh-CN', zone), '6分钟');
  assert.equal(ageText(now - 6 * minute, now, 'en', zone), '6m');
});

test('an age of form `ago` says that it is past, because "first response 6m" reads as a duration', () => {
  assert.equal(ageText(now - 6 * minute, now, 'zh-CN', zone, 'ago'), '6分钟前');
  assert.equal(ageText(now - 6 * minute, now, 'en', zone, 'ago'), '6m ago');
  assert.equal(ageText(now - 3 * 24 * 60 * minute, now, 'zh-CN', zone, 'ago'), '3天前');
});

test('an instant within the last minute has no age', () => {
  assert.equal(ageText(now - 59_000, now, 'zh-CN', zone), null);
});

test('a date of another year is shown with its year', () => {
  assert.equal(ageText(Date.parse('2026-01-02T10:00:00+08:00'), now, 'zh-CN', zone), '1月2日');
  assert.equal(ageText(Date.parse('2025-01-02T10:00:00+08:00'), now, 'zh-CN', zone), '2025年1月');
  assert.equal(ageText(Date.parse('2025-01-02T10:00:00+08:00'), now, 'en', zone), 'Jan 2025');
});

test('the year of a date is that of the company’s zone', () => {
  // 31 December, 22:00 UTC, is already 1 January in Shanghai.
  assert.equal(ageText(Date.parse('2025-12-31T22:00:00Z'), now, 'zh-CN', zone), '1月1日');
});
