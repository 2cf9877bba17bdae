import { agentName, useCatalogIndex } from '../api/catalog.ts';
import type { Reply } from './ticket.ts';

/** Returns the name of an author: for agents the one in the catalog, for others the one stored with the entry. */
export function useAuthorName({ type, id, name }: Reply['author']): string {
  const { agent } = useCatalogIndex();
  return (type === 'agent' && agentName(agent.get(id))) || name;
}
