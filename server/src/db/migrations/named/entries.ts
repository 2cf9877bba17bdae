import type { Queries } from '../../database.ts';
import { prepared } from '../../prepared.ts';
import type { EventTable, LogEntryTable } from '../../schema.ts';
import type { Pace } from '../step.ts';
import { type Conversion, convertAll, rowsPerTransaction } from './convert.ts';
import { entryOf } from './entry.ts';

/** Makes the missing entries of the update log. `convertChanges` has to run before: `entryOf` reads changes as objects. */
export function makeEntries(query: Queries, pace: Pace): Promise<void> {
  return convertAll(query, pace, conversion);
}

const conversion: Conversion<EventTable> = {
  what: 'entries of the update log',
  async count(query) {
    const { count } = await eventsWithoutEntry(query)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  },
  next: (query, after) =>
    nextEvents(query, {
      company: after?.company_id ?? '',
      ticket: after?.ticket_id ?? '',
      version: after?.version ?? 0,
    }),
  convert: (query, { company_id, ticket_id, version, at, kind, way, changes, ...actor }) =>
    insertEntry(query, {
      company_id,
      ticket_id,
      version,
      at,
      entry: entryOf({ kind, way, changes, ...actor }),
    }),
};

function eventsWithoutEntry(query: Queries) {
  return query
    .selectFrom('event')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('log_entry')
            .select('log_entry.at')
            .whereRef('log_entry.company_id', '=', 'event.company_id')
            .whereRef('log_entry.ticket_id', '=', 'event.ticket_id')
            .whereRef('log_entry.version', '=', 'event.version'),
        ),
      ),
    );
}

const nextEvents = prepared<{ company: string; ticket: string; version: number }, EventTable>((query, value) =>
  eventsWithoutEntry(query)
    .selectAll('event')
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('company_id', 'ticket_id', 'version'),
        '>',
        tuple(value('company'), value('ticket'), value('version')),
      ),
    )
    .orderBy('company_id')
    .orderBy('ticket_id')
    .orderBy('version')
    .limit(rowsPerTransaction),
);

/** Does nothing if the entry exists: a node of the previous release that erases something makes entries during this step. */
const insertEntry = prepared<LogEntryTable>((query, value) =>
  query
    .insertInto('log_entry')
    .values({
      company_id: value('company_id'),
      ticket_id: value('ticket_id'),
      version: value('version'),
      at: value('at'),
      entry: value('entry'),
    })
    .onConflict((conflict) => conflict.columns(['company_id', 'ticket_id', 'version']).doNothing()),
);
