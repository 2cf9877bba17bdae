import type { Actor } from '../../events.ts';
import type { Staff } from '../../people/staff.ts';

/**
 * The author of an event or reply. An agent has the name that colleagues use today. Anybody else, and an agent that was
 * removed, has the name that was stored with the event or reply.
 */
export function shownAuthor(staff: Staff, { type, id, name, face }: Actor) {
  return { type, id, name: (type === 'agent' && nameOfAgent(staff, id)) || name, face };
}

/** The name by which colleagues call the agent; undefined for an unknown id. */
export function nameOfAgent({ agents }: Staff, id: string): string | undefined {
  const agent = agents.get(id);
  return agent && (agent.nick || agent.name);
}
