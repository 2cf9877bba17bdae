import { createContext, use } from 'react';
import type { Agent, Catalog, Category, Group, Level, Status } from './types.ts';

/** Finds the entries of the catalog by code or id, because rows of tickets hold only codes and ids. */
export interface CatalogIndex {
  readonly catalog: Catalog;
  readonly status: ReadonlyMap<number, Status>;
  readonly level: ReadonlyMap<number, Level>;
  readonly category: ReadonlyMap<string, Category>;
  readonly agent: ReadonlyMap<string, Agent>;
  readonly group: ReadonlyMap<string, Group>;
}

/** The status type of deleted tickets. */
export const deletedStatusType = 7;

/** The frame reads the catalog once for all components inside it: a list has hundreds of components that need it. */
export const CatalogContext = createContext<CatalogIndex | undefined>(undefined);

/** Returns the catalog by code and id. Throws outside the signed-in frame. */
export function useCatalogIndex(): CatalogIndex {
  const index = use(CatalogContext);
  if (index === undefined) throw new Error('The catalog was read outside the signed-in frame.');
  return index;
}

/** Returns the company's statuses, categories, fields, agents and the like. Throws outside the signed-in frame. */
export function useCatalog(): Catalog {
  return useCatalogIndex().catalog;
}

/** True when the ticket was deleted. A deleted ticket is shown but takes no change. */
export function useIsDeleted(ticket: { readonly status: number }): boolean {
  return useCatalogIndex().status.get(ticket.status)?.type === deletedStatusType;
}

export function indexCatalog(catalog: Catalog): CatalogIndex {
  return {
    catalog,
    status: new Map(catalog.statuses.map((one) => [one.code, one])),
    level: new Map(catalog.levels.map((one) => [one.code, one])),
    category: new Map(catalog.categories.map((one) => [one.id, one])),
    agent: new Map(catalog.agents.map((one) => [one.id, one])),
    group: new Map(catalog.groups.map((one) => [one.id, one])),
  };
}

/** Returns the nickname of an agent, or the name if there is none; "" without an agent. */
export function agentName(agent: Agent | undefined): string {
  return agent === undefined ? '' : agent.nick || agent.name;
}
