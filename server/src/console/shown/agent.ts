import type { consoleEndpoints } from '@gongdan/contract/console';
import type { Static } from 'typebox';
import type { Agent } from '../../people/staff.ts';

type ShownAgent = Static<typeof consoleEndpoints.getCatalog.answer>['agents'][number];

/** An agent as colleagues see them. */
export function shownAgent({ id, name, nick, face, role, groupIds, active, onDuty }: Agent): ShownAgent {
  return { id, name, nick, face, role, groupIds: [...groupIds], active, onDuty };
}
