import assert from 'node:assert/strict';

/**
 * Asserts that the answer contains everything kept: each member of each object, and exactly the entries of each list.
 * Objects may have further members, because later releases may answer more.
 */
export function assertFoundAgain(actual: unknown, kept: unknown, place: string): void {
  if (Array.isArray(kept)) {
    assert.ok(Array.isArray(actual), `${place} is no list any more`);
    assert.equal(actual.length, kept.length, `${place}: how many there are`);
    for (const [index, one] of kept.entries()) assertFoundAgain(actual[index], one, `${place}[${index}]`);
  } else if (typeof kept === 'object' && kept !== null) {
    assert.ok(typeof actual === 'object' && actual !== null, `${place} is gone`);
    for (const [name, value] of Object.entries(kept)) {
      assertFoundAgain((actual as Record<string, unknown>)[name], value, `${place}.${name}`);
    }
  } else {
    assert.equal(actual, kept, place);
  }
}
