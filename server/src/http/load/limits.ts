import type { Endpoint, EndpointName } from '@gongdan/contract';
import type { Config } from '../../config/config.ts';

/** Kinds of work. Each has its own bound, so that calls of one kind never take the places of another. */
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

/** The kind of an endpoint's calls. */
export function kindOf(name: EndpointName, { reads, upload }: Endpoint): Kind {
  return kindByName[name] ?? (upload ? 'uploads' : reads ? 'reads' : 'writes');
}

const kindByName: { readonly [Name in EndpointName]?: Kind } = {
  get_token: 'signIns',
  query_tickets: 'lists',
  query_tickets_by_update_time: 'lists',
  query_users: 'lists',
  query_ticket_push_fail_infos: 'lists',
  get_ticket_data: 'lists',
  query_agent_jobs: 'lists',
  export_data: 'exports',
};
