import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { type Extent, patternOf } from '../../src/db/case.ts';
import type { Database } from '../../src/db/database.ts';
import { fits } from '../../src/db/dialect.ts';
import { onEveryDatabase } from '../databases.ts';
import { foldedByLetter, textAndPart } from '../texts-with-case.ts';

const holds: Readonly<Record<Extent, (text: string, part: string) => boolean>> = {
  part: (text, part) => text.includes(part),
  beginning: (text, part) => text.startsWith(part),
  whole: (text, part) => text === part,
};

onEveryDatabase('Text in the store', (stores) => {
  let database: Database;
  const given = fc.sample(textAndPart, 3000);
  const folded = new Map(given.map(([text]) => [text, foldedByLetter(text)]));

  before(async () => {
    database = await stores.open();
    const rows = [...folded.keys()].map((name, place) => ({ company_id: 'c', id: String(place), name }));
    for (let from = 0; from < rows.length; from += 500) {
      const some = rows.slice(from, from + 500);
      await database.write('c', ({ query }) => query.insertInto('enterprise').values(some).execute());
    }
  });

  for (const extent of ['part', 'beginning', 'whole'] as const) {
    test(`a pattern for the ${extent} fits whatever the case of a letter, as JavaScript folds it`, async () => {
      for (const [, part] of given.slice(0, 200)) {
        const { query } = database;
        const rows = await query
          .selectFrom('enterprise')
          .select('name')
          .where(fits(query, sql.ref('name'), patternOf(part, extent)))
          .execute();
        const wanted = [...folded]
          .filter(([, text]) => holds[extent](text, foldedByLetter(part)))
          .map(([text]) => text);
        assert.deepEqual(rows.map(({ name }) => name).sort(), wanted.sort(), JSON.stringify(part));
      }
    });
  }

  test('every letter that has two cases is found by the other', async () => {
    const letters: string[] = [];
    for (let code = 0x80; code <= 0x1ffff; code += 1) {
      const letter = String.fromCodePoint(code);
      if (letter.toLowerCase() !== letter) letters.push(letter);
    }
    assert.ok(letters.length > 1300, `only ${letters.length} letters`);
    for (let from = 0; from < letters.length; from += 100) {
      const some = letters.slice(from, from + 100).join(' ');
      const id = String(from);
      await database.write('other', ({ query }) =>
        query.insertInto('enterprise').values({ company_id: 'other', id, name: some }).execute(),
      );
      const { query } = database;
      const rows = await query
        .selectFrom('enterprise')
        .select('id')
        .where('company_id', '=', 'other')
        .where(fits(query, sql.ref('name'), patternOf(some.toLowerCase(), 'part')))
        .execute();
      assert.deepEqual(rows, [{ id }], some);
    }
  });
});
