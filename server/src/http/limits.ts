import type { Endpoint, EndpointName } from '@gongdan/contract';
import type { Config } from '../config.ts';
import { Problem } from '../errors.ts';

/** Kinds of work, each with a bound of its own, so that none takes the place of another. */
export const kinds = ['reads', 'lists', 'writes', 'uploads', 'exports', 'signIns'] as const;
export type Kind = (typeof kinds)[number];

/** How many of a kind may wait for their turn, and how many more may be under way. */
export function mostOf(config: Config): Readonly<Record<Kind, number>> {
  return {
    reads: config.readQueue,
    lists: config.listQueue,
    writes: config.writeQueue,
    uploads: config.uploadQueue,
    exports: config.exportQueue,
    signIns: config.signInQueue,
  };
}

/** Of what kind the calls of an endpoint are. */
export function kindOf(name: EndpointName, { reads, upload }: Endpoint): Kind {
  return named[name] ?? (upload ? 'uploads' : reads ? 'reads' : 'writes');
}

const named: { readonly [Name in EndpointName]?: Kind } = {
  get_token: 'signIns',
  query_tickets: 'lists',
  query_tickets_by_update_time: 'lists',
  query_users: 'lists',
  query_ticket_push_fail_infos: 'lists',
  get_ticket_data: 'lists',
  query_agent_jobs: 'lists',
  export_data: 'exports',
};

/** Bounds how much of one kind of work is under way; beyond it calls are turned away before anything is done. */
export interface Gate {
  readonly underWay: () => number;
  /** Runs the work, or throws Problem `overloaded` at once. */
  pass<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function gate(most: number): Gate {
  let count = 0;
  return {
    underWay: () => count,
    async pass(work) {
      if (count >= most) throw new Problem('overloaded', 'too many calls at once, try again in a second');
      count += 1;
      try {
        return await work();
      } finally {
        count -= 1;
      }
    },
  };
}
