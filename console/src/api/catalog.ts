import { useMemo } from 'react';
import { useCatalog } from './queries.ts';
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

const indexes = new WeakMap<Catalog, CatalogIndex>();

export function useCatalogIndex(): CatalogIndex {
  const catalog = useCatalog();
  return useMemo(() => indexOf(catalog), [catalog]);
}

/** One index for all who look at the same catalog. */
export function indexOf(catalog: Catalog): CatalogIndex {
  const known = indexes.get(catalog);
  if (known !== undefined) return known;
  const index = {
    catalog,
    status: new Map(catalog.statuses.map((one) => [one.code, one])),
    level: new Map(catalog.levels.map((one) => [one.code, one])),
    category: new Map(catalog.categories.map((one) => [one.id, one])),
    agent: new Map(catalog.agents.map((one) => [one.id, one])),
    group: new Map(catalog.groups.map((one) => [one.id, one])),
  };
  indexes.set(catalog, index);
  return index;
}

/** What colleagues call an agent. */
export function agentName(agent: Agent | undefined): string {
  return agent === undefined ? '' : agent.nick || agent.name;
}
