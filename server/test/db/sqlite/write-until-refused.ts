// Writes numbered rows into the store of a folder until one is refused, then tries twice more, and prints what it saw.
import { openDatabase } from '../../../src/db/open.ts';
import { Problem } from '../../../src/errors.ts';

const folder = String(process.argv[2]);
const faults: unknown[] = [];
const database = await openDatabase({ folder }, { report: (error) => faults.push(error) });
const refusals: string[] = [];
let answered = 0;

while (refusals.length < 3) {
  try {
    await writeRow(answered);
    answered += 1;
  } catch (error) {
    refusals.push(error instanceof Problem ? error.reason : String(error));
  }
}

const rows = await database.query.selectFrom('ticket_number').select('day').execute();
const fault = faults[0] instanceof Error && 'code' in faults[0] ? faults[0].code : undefined;
console.log(JSON.stringify({ answered, refusals, readable: rows.length, fault, trouble: database.trouble() }));
process.exit();

async function writeRow(n: number): Promise<void> {
  await database.write('c1', ({ query }) =>
    query
      .insertInto('ticket_number')
      .values({ company_id: 'c1', day: `${n}`.padEnd(2000, '·'), last: n })
      .execute(),
  );
}
