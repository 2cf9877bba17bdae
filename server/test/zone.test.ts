import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dayOf, formatTime, parseTime } from '../src/zone.ts';

const zones = [
  'Asia/Shanghai',
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Pacific/Apia',
];
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.parse('1970-01-01T00:00:00Z'), max: Date.parse('2100-01-01T00:00:00Z') });
/** Instants within two hours of a transition of the zones above. */
const aroundChange = fc.tuple(zone, instant, fc.integer({ min: -7200, max: 7200 })).map(([name, at, seconds]) => {
  const next = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name).getTimeZoneTransition('next');
  return [name, (next?.epochMilliseconds ?? at) + seconds * 1000] as const;
});
const moment = fc.oneof(fc.tuple(zone, instant), aroundChange);

function clockOf(name: string, at: number): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name).toPlainDateTime();
  return local.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

function instantOf(name: string, text: string, disambiguation: 'compatible' | 'later'): number {
  const local = Temporal.PlainDateTime.from(text.replace(' ', 'T'));
  return local.toZonedDateTime(name, { disambiguation }).epochMilliseconds;
}

describe('times of the wire', () => {
  test('an instant reads as the clock in the zone shows it', () => {
    fc.assert(fc.property(moment, ([name, at]) => assert.equal(formatTime(name, at), clockOf(name, at))));
  });

  test('a time is read as the instant at which the clock shows it', () => {
    fc.assert(
      fc.property(moment, ([name, at]) => {
        const text = clockOf(name, at);
        assert.equal(parseTime(name, text), instantOf(name, text, 'compatible'));
        assert.equal(parseTime(name, text, 'later'), instantOf(name, text, 'later'));
      }),
    );
  });

  test('a time that the clock skips is read with the offset before the jump', () => {
    const at = parseTime('Europe/Berlin', '2026-03-29 02:30:00');
    assert.equal(at, Date.parse('2026-03-29T03:30:00+02:00'));
  });

  test('a time that the clock shows twice is read as the earlier instant, or as the later on request', () => {
    const text = '2026-10-25 02:30:00';
    assert.equal(parseTime('Europe/Berlin', text), Date.parse('2026-10-25T02:30:00+02:00'));
    assert.equal(parseTime('Europe/Berlin', text, 'later'), Date.parse('2026-10-25T02:30:00+01:00'));
  });

  test('a time that no calendar has is refused', () => {
    const wrong = [
      '2026-02-30 00:00:00',
      '2025-02-29 00:00:00',
      '2026-13-01 00:00:00',
      '2026-00-10 00:00:00',
      '2026-01-01 24:00:00',
      '2026-01-01 00:60:00',
      '2026-01-01 23:59:60',
      '2026-01-01',
      '2026-1-1 0:0:0',
      '2026-01-01T00:00:00',
      ' 2026-01-01 00:00:00',
      '2026-01-01 00:00:00.000',
      '2026/01/01 00:00:00',
      '',
    ];
    for (const text of wrong) assert.equal(parseTime('Asia/Shanghai', text), undefined, text);
    assert.equal(parseTime('UTC', '2024-02-29 23:59:59'), Date.parse('2024-02-29T23:59:59Z'));
  });

  test('a day begins at midnight of the zone', () => {
    assert.equal(dayOf('Asia/Shanghai', Date.parse('2026-03-02T15:59:59.999Z')), '20260302');
    assert.equal(dayOf('Asia/Shanghai', Date.parse('2026-03-02T16:00:00Z')), '20260303');
  });
});
