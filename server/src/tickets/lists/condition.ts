/** What of a ticket is one of few values. */
export type Choice =
  | 'status'
  | 'statusType'
  | 'level'
  | 'source'
  | 'category'
  | 'starter'
  | 'group'
  | 'agent'
  | 'customer';

/**
 * One thing that a view asks of its tickets. A category stands for all below it; among values "" stands for none, `me`
 * for the agent who looks, `mine` for the groups of that agent.
 */
export type Condition =
  | { readonly of: Choice; readonly test: 'in' | 'notIn'; readonly values: readonly string[] }
  | { readonly of: 'group' | 'agent' | 'customer'; readonly test: 'empty' | 'present' }
  | { readonly of: 'title'; readonly test: 'contains'; readonly text: string }
  | {
      readonly of: 'level' | 'hoursSinceCreated' | 'hoursSinceUpdated';
      readonly test: 'atLeast' | 'atMost';
      readonly value: number;
    };

export const me = 'me';
export const mine = 'mine';

/** What a list is sorted by; tickets that are equal in it go by their ids, in the same direction. */
export interface Sort {
  readonly by: 'createdAt' | 'updatedAt' | 'level';
  readonly order: 'asc' | 'desc';
}

/** Behind which ticket a page begins: what it is sorted by, and its id. */
export interface Cursor {
  readonly key: number;
  readonly id: string;
}
