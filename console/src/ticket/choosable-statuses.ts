import type { Catalog } from '../api/types.ts';

/** The statuses that a ticket can be set to. A retired status stays with the tickets that have it; the server refuses it. */
export function choosableStatuses({ statuses }: Pick<Catalog, 'statuses'>): Catalog['statuses'] {
  return statuses.filter(({ retired }) => !retired);
}
