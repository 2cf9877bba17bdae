import type { Endpoint, EndpointName } from '@gongdan/contract';
import type { Config } from '../../config/config.ts';

/** Kinds of work, each with a bound of its own, so that none takes the place of another. */
export const kinds = ['reads', 'lists', 'writes', 'uploads', 'exports', 'signIns'] as const;
export type Kind = (typeof kinds)[number];

/** How many calls of each kind may be under way at once; further ones wait. */
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

/** How many calls of all kinds may be under way together. */
export function mostUnderWay(config: Config): number {
  return Object.values(mostOf(config)).reduce((sum, most) => sum + most, 0);
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
