import type { GivenCondition } from '@gongdan/contract/console';
import type { Agent } from '../../people/staff.ts';
import type { Sort } from '../lists/condition.ts';

/** A selection of tickets under a name. */
export interface View {
  readonly id: string;
  /** "" for built-in views. */
  readonly name: string;
  readonly builtIn: boolean;
  readonly owner: Owner;
  /** All of these must hold. They are stored in the form that the company file has. */
  readonly all: readonly GivenCondition[];
  readonly sort: Sort;
}

/** The owner of a view, who determines who sees it. */
export type Owner =
  | { readonly type: 'company' }
  | { readonly type: 'group'; readonly groupId: string }
  | { readonly type: 'agent'; readonly agentId: string };

/** True when the agent sees the owner's views. Supervisors and admins see those of every group. */
export function maySee(agent: Agent, owner: Owner): boolean {
  if (owner.type === 'company') return true;
  if (owner.type === 'agent') return owner.agentId === agent.id;
  return leads(agent) || agent.groupIds.includes(owner.groupId);
}

/** True when the agent may create, change and remove the owner's views. */
export function mayChange(agent: Agent, owner: Owner): boolean {
  return owner.type === 'company' ? leads(agent) : maySee(agent, owner);
}

function leads({ role }: Agent): boolean {
  return role !== 'agent';
}
