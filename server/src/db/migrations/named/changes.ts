import { sql } from 'kysely';
import type { Queries } from '../../database.ts';
import { locked } from '../../dialect.ts';
import { prepared } from '../../prepared.ts';
import type { Pace } from '../step.ts';
import { type Conversion, convertAll, rowsPerTransaction } from './convert.ts';

/**
 * A change as it was stored. An absent `text` or `label` is null if a later member is present; else the list ends before
 * it.
 */
type ChangeAsList = readonly [
  string,
  unknown,
  unknown,
  text?: string | null,
  label?: string | null,
  statusType?: number,
];

/** Returns the changes of an event, which are stored as lists, as objects. */
export function changesAsObjects(stored: string): string {
  return JSON.stringify((JSON.parse(stored) as ChangeAsList[]).map(asObject));
}

function asObject([property, from, to, text, label, statusType]: ChangeAsList) {
  return {
    property,
    from,
    to,
    ...(typeof text === 'string' && { text }),
    ...(typeof label === 'string' && { label }),
    ...(statusType !== undefined && { statusType }),
  };
}

/** Converts the changes of every event in the store. */
export function convertChanges(query: Queries, pace: Pace): Promise<void> {
  return convertAll(query, pace, conversion);
}

interface Row {
  readonly company_id: string;
  readonly ticket_id: string;
  readonly version: number;
  readonly changes: string;
}

const conversion: Conversion<Row> = {
  what: 'events',
  async count(query) {
    const { count } = await eventsWithLists(query)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  },
  next: (query, { company_id: company, ticket_id: ticket, version } = beginning) =>
    nextEvents(query, { company, ticket, version }),
  convert: (query, { changes, ...key }) => writeChanges(query, { ...key, changes: changesAsObjects(changes) }),
};

/** Before every row. */
const beginning: Row = { company_id: '', ticket_id: '', version: 0, changes: '' };

/** Changes that are lists begin with `[[`; changes that are objects begin with `[{`. */
function eventsWithLists(query: Queries) {
  return query.selectFrom('event').where(sql<string>`substr(changes, 1, 2)`, '=', '[[');
}

const nextEvents = prepared<{ company: string; ticket: string; version: number }, Row>((query, value) =>
  locked(
    query,
    eventsWithLists(query)
      .select(['company_id', 'ticket_id', 'version', 'changes'])
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
  ),
);

const writeChanges = prepared<Row>((query, value) =>
  query
    .updateTable('event')
    .set({ changes: value('changes') })
    .where('company_id', '=', value('company_id'))
    .where('ticket_id', '=', value('ticket_id'))
    .where('version', '=', value('version')),
);
