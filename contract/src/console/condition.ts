import Type, { type Static } from 'typebox';

const value = Type.String({ maxLength: 255 });

/**
 * One condition of a view, written as in the company file, with the wire's names of the fields. A ticket must pass
 * every test of a condition, and every condition of a view.
 *
 * As a value of `deal_agentid`, `me` is the agent who opens the view; as a value of `deal_groupid`, `mine` are that
 * agent's groups. `status_type` is the type of the status, 1 to 7. `ticket_title` accepts only `contains`, and the hours
 * accept only `at_least` and `at_most`. All other fields accept `is`, `is_not`, `in` and `not_in`. The level accepts
 * `at_least` and `at_most`, too; group, agent and customer accept `empty`, too.
 */
export const condition = Type.Object(
  {
    field: Type.Enum([
      'ticket_status',
      'status_type',
      'ticket_level',
      'ticket_from',
      'ticket_typeid',
      'ticket_title',
      'start_type',
      'deal_groupid',
      'deal_agentid',
      'userid',
      'hours_since_created',
      'hours_since_updated',
    ]),
    is: Type.Optional(value),
    is_not: Type.Optional(value),
    in: Type.Optional(Type.Array(value, { maxItems: 100 })),
    not_in: Type.Optional(Type.Array(value, { maxItems: 100 })),
    contains: Type.Optional(value),
    at_least: Type.Optional(Type.Number()),
    at_most: Type.Optional(Type.Number()),
    empty: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const conditions = Type.Array(condition, { maxItems: 20 });

/** The order of a list. "desc" puts the newest, the last updated or the most urgent first. */
export const sort = Type.Object(
  {
    by: Type.Union([Type.Literal('createdAt'), Type.Literal('updatedAt'), Type.Literal('level')]),
    order: Type.Union([Type.Literal('asc'), Type.Literal('desc')]),
  },
  { additionalProperties: false },
);

export type GivenCondition = Static<typeof condition>;
export type GivenSort = Static<typeof sort>;
