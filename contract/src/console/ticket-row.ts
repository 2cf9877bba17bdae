import Type from 'typebox';

/** A ticket as lists show it. Instants are milliseconds UTC. */
export const ticketRow = Type.Object({
  id: Type.String(),
  number: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  level: Type.Integer(),
  source: Type.Integer(),
  categoryId: Type.String(),
  groupId: Type.Union([Type.String(), Type.Null()]),
  agentId: Type.Union([Type.String(), Type.Null()]),
  customer: Type.Union([Type.Object({ id: Type.String(), nick: Type.String() }), Type.Null()]),
  createdAt: Type.Integer(),
  updatedAt: Type.Integer(),
  reminderCount: Type.Integer(),
  score: Type.Union([Type.Integer(), Type.Null()]),
  version: Type.Integer(),
});
