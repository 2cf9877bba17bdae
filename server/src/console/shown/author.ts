import type { Actor } from '../../events.ts';
import type { Staff } from '../../people/staff.ts';

/** Whoever did or wrote something; an agent as colleagues call him now, one who is gone as he was called then. */
export function shownAuthor(staff: Staff, { type, id, name, face }: Actor) {
  return { type, id, name: (type === 'agent' && nameOfAgent(staff, id)) || name, face };
}

/** What colleagues call the agent; undefined when there is none of that id. */
export function nameOfAgent({ agents }: Staff, id: string): string | undefined {
  const agent = agents.get(id);
  return agent && (agent.nick || agent.name);
}
