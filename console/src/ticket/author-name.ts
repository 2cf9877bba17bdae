import { agentName, useCatalogIndex } from '../api/catalog.ts';
import type { Reply } from './ticket.ts';

/** What colleagues call an agent, whatever an integration wrote down; of others the name that was given. */
export function useAuthorName({ type, id, name }: Reply['author']): string {
  const { agent } = useCatalogIndex();
  return (type === 'agent' && agentName(agent.get(id))) || name;
}
