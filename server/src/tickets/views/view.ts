import type { GivenCondition } from '@gongdan/contract/console';
import type { Agent } from '../../people/staff.ts';
import type { Sort } from '../lists/condition.ts';

/** A selection of tickets under a name. */
export interface View {
  readonly id: string;
  /** "" of those that come with the product. */
  readonly name: string;
  readonly builtIn: boolean;
  readonly owner: Owner;
  /** All are to hold; as the company file says them. */
  readonly all: readonly GivenCondition[];
  readonly sort: Sort;
}

/** Whose view it is, and so who sees it. */
export type Owner =
  | { readonly type: 'company' }
  | { readonly type: 'group'; readonly groupId: string }
  | { readonly type: 'agent'; readonly agentId: string };

/** Whether the agent has the view in the list: supervisors have every group's, to look after them. */
export function maySee(agent: Agent, owner: Owner): boolean {
  if (owner.type === 'company') return true;
  if (owner.type === 'agent') return owner.agentId === agent.id;
  return leads(agent) || agent.groupIds.includes(owner.groupId);
}

/** Whether the agent may make, change or remove views of that owner. */
export function mayChange(agent: Agent, owner: Owner): boolean {
  return owner.type === 'company' ? leads(agent) : maySee(agent, owner);
}

function leads({ role }: Agent): boolean {
  return role !== 'agent';
}
