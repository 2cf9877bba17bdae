import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nearest } from '../../src/company-file/near.ts';
import { nearName } from '../../src/config/near-name.ts';
import { nearestOf } from '../../src/config/nearest.ts';

const comparison = { fold: (name: string) => name, most: (letters: number) => Math.floor(letters / 3) };

describe('the nearest name', () => {
  test('is the one in which the fewest letters differ', () => {
    assert.equal(nearName('ticket', ['tickets_of', 'tickers', 'tickets'], comparison), 'tickets');
  });

  test('counts swapped neighbours as one letter', () => {
    assert.equal(nearName('prot', ['from', 'port'], comparison), 'port');
  });

  test('is none when more letters differ than may', () => {
    assert.equal(nearName('prot', ['fort'], comparison), undefined);
  });

  test('is found in linear time for a name of a million letters', () => {
    const long = 'x'.repeat(1_000_000);
    assert.equal(nearName(long, ['port'], comparison), undefined);
    assert.equal(nearest(long, ['port']), undefined);
    assert.equal(nearestOf(long, ['port', `${long}y`]), `${long}y`);
  });
});
