import { sql } from 'kysely';
import type { Queries } from '../../database.ts';
import { locked } from '../../dialect.ts';
import { prepared } from '../../prepared.ts';
import type { Pace } from '../step.ts';
import { atATime, type Conversion, convertAll } from './convert.ts';

/** `[property, from, to, text, label, statusType]`; members at the end are left out when absent, others are null. */
type Listed = readonly [string, unknown, unknown, text?: string | null, label?: string | null, statusType?: number];

/** Writes the changes of an event, stored as lists, with the names of their members. */
export function namedChanges(stored: string): string {
  return JSON.stringify((JSON.parse(stored) as Listed[]).map(named));
}

function named([property, from, to, text, label, statusType]: Listed) {
  return {
    property,
    from,
    to,
    ...(typeof text === 'string' && { text }),
    ...(typeof label === 'string' && { label }),
    ...(statusType !== undefined && { statusType }),
  };
}

export function nameChanges(query: Queries, pace: Pace): Promise<void> {
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
    const { count } = await listed(query)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  },
  next: (query, { company_id: company, ticket_id: ticket, version } = beginning) =>
    listedAfter(query, { company, ticket, version }),
  convert: (query, { changes, ...key }) => writeChanges(query, { ...key, changes: namedChanges(changes) }),
};

/** Before every row. */
const beginning: Row = { company_id: '', ticket_id: '', version: 0, changes: '' };

function listed(query: Queries) {
  return query.selectFrom('event').where(sql<string>`substr(changes, 1, 2)`, '=', '[[');
}

const listedAfter = prepared<{ company: string; ticket: string; version: number }, Row>((query, value) =>
  locked(
    query,
    listed(query)
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
      .limit(atATime),
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
