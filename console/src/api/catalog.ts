import { createContext, use } from 'react';
import type { Agent, Catalog, Category, Group, Level, Status } from './types.ts';

/** The catalog by code and id, for rows that know only those. */
export interface CatalogIndex {
  readonly catalog: Catalog;
  readonly status: ReadonlyMap<number, Status>;
  readonly level: ReadonlyMap<number, Level>;
  readonly category: ReadonlyMap<string, Category>;
  readonly agent: ReadonlyMap<string, Agent>;
  readonly group: ReadonlyMap<string, Group>;
}

/** The type of the status of deleted tickets. */
export const deletedType = 7;

/** The frame reads the catalog once for all below it: a list has hundreds of places that ask. */
export const CatalogContext = createContext<CatalogIndex | undefined>(undefined);

/** The catalog by code and id. Only below the signed-in frame. */
export function useCatalogIndex(): CatalogIndex {
  const index = use(CatalogContext);
  if (index === undefined) throw new Error('The catalog is asked for outside the frame.');
  return index;
}

/** What the company can choose from. Only below the signed-in frame. */
export function useCatalog(): Catalog {
  return useCatalogIndex().catalog;
}

/** Whether the ticket was deleted: it is shown, and takes no change. */
export function useDeleted(ticket: { readonly status: number }): boolean {
  return useCatalogIndex().status.get(ticket.status)?.type === deletedType;
}

export function indexOf(catalog: Catalog): CatalogIndex {
  return {
    catalog,
    status: new Map(catalog.statuses.map((one) => [one.code, one])),
    level: new Map(catalog.levels.map((one) => [one.code, one])),
    category: new Map(catalog.categories.map((one) => [one.id, one])),
    agent: new Map(catalog.agents.map((one) => [one.id, one])),
    group: new Map(catalog.groups.map((one) => [one.id, one])),
  };
}

/** What colleagues call an agent. */
export function agentName(agent: Agent | undefined): string {
  return agent === undefined ? '' : agent.nick || agent.name;
}
