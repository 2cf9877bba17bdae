import Type from 'typebox';

export const role = Type.Union([Type.Literal('agent'), Type.Literal('supervisor'), Type.Literal('admin')]);

export const agent = Type.Object({
  id: Type.String(),
  name: Type.String(),
  nick: Type.String(),
  /** Address of a portrait, or "". */
  face: Type.String(),
  role,
  groupIds: Type.Array(Type.String()),
  active: Type.Boolean(),
  onDuty: Type.Boolean(),
});

export const group = Type.Object({ id: Type.String(), name: Type.String() });

/** The person or program that did or wrote something. */
export const author = Type.Object({
  /** agent, customer, trigger, robot, robot_rule, system or automation */
  type: Type.String(),
  id: Type.String(),
  name: Type.String(),
  face: Type.String(),
});

export const customer = Type.Object({
  id: Type.String(),
  nick: Type.String(),
  name: Type.String(),
  emails: Type.Array(Type.String()),
  phones: Type.Array(Type.String()),
  partnerId: Type.String(),
  enterprise: Type.String(),
  level: Type.String(),
  vipLevel: Type.String(),
  status: Type.String(),
  label: Type.String(),
  remark: Type.String(),
  createdAt: Type.Integer(),
});

/**
 * The values that can be set on a customer. Without a `nick`, a new customer gets as nick the first of name, partner id,
 * e-mail and phone that is given.
 */
export const customerInput = Type.Object({
  nick: Type.Optional(Type.String({ maxLength: 100 })),
  name: Type.Optional(Type.String({ maxLength: 100 })),
  emails: Type.Optional(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 20 })),
  phones: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 })),
  partnerId: Type.Optional(Type.String({ maxLength: 255 })),
  enterprise: Type.Optional(Type.String({ maxLength: 255 })),
  remark: Type.Optional(Type.String({ maxLength: 5000 })),
});
