import Type, { type Static } from 'typebox';

const value = Type.String({ maxLength: 255 });

/**
 * One condition of a view, in the language of the company file, fields by their wire names. As values `me` stands for
 * whoever looks (`deal_agentid`), `mine` for that agent's groups (`deal_groupid`); `status_type` is the kind of status,
 * 1 to 7. `ticket_title` takes `contains`; hours and the level take `at_least` and `at_most`; group, agent and customer
 * may be `empty`. Of several tests in one condition, and of several conditions, all are to hold.
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

/** What a list is sorted by; "desc" is newest, most urgent or last first. */
export const sort = Type.Object(
  {
    by: Type.Union([Type.Literal('createdAt'), Type.Literal('updatedAt'), Type.Literal('level')]),
    order: Type.Union([Type.Literal('asc'), Type.Literal('desc')]),
  },
  { additionalProperties: false },
);

export type GivenCondition = Static<typeof condition>;
export type GivenSort = Static<typeof sort>;
