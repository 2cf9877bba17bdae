import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMoment } from '../../src/import/read-moment.ts';

/** Text → how it is read in Shanghai: day and time, or `impossible`. */
const cases: Readonly<Record<string, string>> = {
  '2026-01-05 09:03:00': '2026-01-05 09:03:00',
  '2026/1/5': '2026-01-05',
  '2026/1/5 9:03': '2026-01-05 09:03:00',
  '2026-1-5 09:03:00': '2026-01-05 09:03:00',
  '2026.1.5 9:03:07.25': '2026-01-05 09:03:07',
  '2026-01-05T09:03': '2026-01-05 09:03:00',
  '2026年1月5日': '2026-01-05',
  '2026年1月5日9时3分': '2026-01-05 09:03:00',
  '2026年1月5日 21时3分7秒': '2026-01-05 21:03:07',
  '2026/1/5 下午3:05': '2026-01-05 15:05:00',
  '2026/1/5 上午 12:05': '2026-01-05 00:05:00',
  '2026/1/5 12:05 PM': '2026-01-05 12:05:00',
  '２０２６／１／５　９：０３': '2026-01-05 09:03:00',
  '2026-01-05T01:03:00Z': '2026-01-05 09:03:00',
  '2026-01-05T01:03:00.5-0500': '2026-01-05 14:03:00',
  '46027': '2026-01-05',
  '46027.377': '2026-01-05 09:02:53',
  '46027.9999999': '2026-01-06',
  '10000': '1927-05-18',
  '2958465': '9999-12-31',
  '0.377': ' 09:02:53',
  '9:03': ' 09:03:00',
  '2024/2/29': '2024-02-29',
  '2026/2/29': 'impossible',
  '2026/2/30 9:03': 'impossible',
  '2026年13月1日': 'impossible',
  '2026-01-05 24:00:00': 'impossible',
  '2026/1/5 下午 15:05': 'impossible',
  '2026-02-30T01:03:00Z': 'impossible',
  '25:00': 'impossible',
};

for (const [text, read] of Object.entries(cases)) {
  test(`${text} is read as ${read.trim()}`, () => {
    const moment = readMoment(text, 'Asia/Shanghai');
    const shown =
      typeof moment === 'object' ? [moment.day ?? '', moment.clock].filter((part) => part !== undefined) : [moment];
    assert.equal(shown.join(' '), read);
  });
}

for (const text of [
  '',
  '2026',
  '60',
  '9999',
  '2958466',
  '1/5/2026',
  '26/1/5',
  'yesterday',
  '2026-1',
  '12',
  '1767575000000',
]) {
  test(`${text || 'a blank'} is no date`, () => assert.equal(readMoment(text, 'Asia/Shanghai'), undefined));
}
