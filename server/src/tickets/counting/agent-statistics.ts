import type { Catalog } from '../../catalog/catalog.ts';
import type { Queries } from '../../db/database.ts';
import type { Span } from './span.ts';
import { isSolved } from './status-statistics.ts';

/** What an agent did in a span. */
export interface AgentWork {
  /** Tickets replied to, edited or taken on. */
  readonly tickets: number;
  /** How many of these are resolved or closed now. */
  readonly solved: number;
  /** Replies, without those that were erased since. */
  readonly replies: number;
}

export const noWork: AgentWork = { tickets: 0, solved: 0, replies: 0 };

/** Reads the work of each agent who did something. The cost grows with the events in the span, not with the history. */
export async function readAgentWork(
  query: Queries,
  catalog: Catalog,
  companyId: string,
  span: Span,
): Promise<Map<string, AgentWork>> {
  const [worked, erased] = await Promise.all([
    readByStatus(query, companyId, span),
    readErased(query, companyId, span),
  ]);
  const work = new Map<string, AgentWork>();
  for (const { agentId, status, tickets, replies } of worked) {
    const before = work.get(agentId) ?? noWork;
    work.set(agentId, {
      tickets: before.tickets + tickets,
      solved: before.solved + (status !== null && isSolved(catalog, status) ? tickets : 0),
      replies: before.replies + replies,
    });
  }
  for (const { agentId, replies } of erased) {
    const given = work.get(agentId) ?? noWork;
    work.set(agentId, { ...given, replies: given.replies - replies });
  }
  return work;
}

function readByStatus(query: Queries, companyId: string, span: Span) {
  return query
    .selectFrom((from) =>
      from
        .selectFrom(workedOn(query, companyId, span).as('work'))
        .select((row) => [
          'work.agentId',
          'work.replies',
          // A subquery looks up each ticket by its key. For a join the planner may read all tickets of the company.
          row
            .selectFrom('ticket')
            .select('ticket.status')
            .where('ticket.company_id', '=', companyId)
            .whereRef('ticket.id', '=', 'work.ticketId')
            .as('status'),
        ])
        .as('work'),
    )
    .groupBy(['agentId', 'status'])
    .select(({ fn }) => [
      'agentId',
      'status',
      fn.countAll<number>().as('tickets'),
      fn.sum<number>('replies').as('replies'),
    ])
    .execute();
}

/**
 * Finds which agent worked on which ticket. Opening, reminding and deleting do not count as work, but a reply in the same
 * call as a deletion does.
 */
function workedOn(query: Queries, companyId: string, { from, before }: Span) {
  return query
    .selectFrom('event')
    .where('company_id', '=', companyId)
    .where('at', '>=', from)
    .where('at', '<', before)
    .where('actor_type', '=', 'agent')
    .where((where) =>
      where.or([
        where('kind', 'in', ['edited', 'replied', 'accepted']),
        where.and([where('kind', '=', 'deleted'), where('reply_id', 'is not', null)]),
      ]),
    )
    .groupBy(['ticket_id', 'actor_id'])
    .select(({ fn }) => ['actor_id as agentId', 'ticket_id as ticketId', fn.count<number>('reply_id').as('replies')]);
}

/** Reads the agents' replies of the span that were erased since. They are few and have an index of their own. */
function readErased(query: Queries, companyId: string, { from, before }: Span) {
  return query
    .selectFrom('reply')
    .where('company_id', '=', companyId)
    .where('at', '>=', from)
    .where('at', '<', before)
    .where('author_type', '=', 'agent')
    .where('erased_at', 'is not', null)
    .groupBy('author_id')
    .select(({ fn }) => ['author_id as agentId', fn.countAll<number>().as('replies')])
    .execute();
}
