import type { Agent } from '../../people/staff.ts';
import { mayChange, type Owner, type View } from '../../tickets/views/view.ts';

export function shownView(agent: Agent, { id, name, builtIn, owner, all, sort }: View) {
  return {
    ...{ id, name, builtIn },
    owner: shownOwner(owner),
    all: [...all],
    sort: { ...sort },
    editable: !builtIn && mayChange(agent, owner),
  };
}

function shownOwner(owner: Owner) {
  if (owner.type !== 'agent') return { ...owner };
  return { type: owner.type };
}
