/** The properties of a ticket that a condition compares with a list of values. */
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
 * One condition of a view. A category includes all categories below it. Among the values, "" stands for tickets without a
 * value, `me` for the agent who looks at the list, and `mine` for that agent's groups.
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

/** The order of a list. Tickets with equal keys are sorted by id, in the same direction. */
export interface Sort {
  readonly by: 'createdAt' | 'updatedAt' | 'level';
  readonly order: 'asc' | 'desc';
}

/** The ticket after which a page begins: its sort key and its id. */
export interface Cursor {
  readonly key: number;
  readonly id: string;
}
