import type { Actor, Way } from '../events.ts';

/** The code of each type of actor, as in `start_type` of replies and of the update log. */
const startTypes: Readonly<Record<Actor['type'], `${number}`>> = {
  agent: '0',
  customer: '1',
  trigger: '2',
  robot: '3',
  robot_rule: '4',
  system: '5',
  automation: '6',
};

/** The code of each way in `log_from` of the update log. A call of the API counts as made on a page. */
const logSources: Readonly<Record<Way, string>> = {
  page: '1',
  trigger: '2',
  automation: '3',
  robot_rule: '4',
  robot: '5',
  system: '6',
};

export function startType(type: Actor['type']): `${number}` {
  return startTypes[type];
}

export function logFrom(way: Way): string {
  return logSources[way];
}
