import Type from 'typebox';
import { author, customer } from './people.ts';
import { ticketRow } from './ticket-row.ts';

export const file = Type.Object({
  /** Give it back to attach the same file again. */
  address: Type.String(),
  name: Type.String(),
  /** An address elsewhere: never fetched, only linked to. */
  external: Type.Boolean(),
  image: Type.Boolean(),
});

/** HTML that was made safe by the server; still put into a sandbox, for two walls are better than one. */
const safeHtml = Type.String();

/** The content as it was sent when nothing of it can be shown, to be looked at as text; else null. */
const unshown = Type.Union([Type.String(), Type.Null()]);

export const reply = Type.Object({
  id: Type.String(),
  at: Type.Integer(),
  author,
  visibility: Type.Union([Type.Literal('public'), Type.Literal('internal')]),
  html: safeHtml,
  unshown,
  files: Type.Array(file),
  erased: Type.Boolean(),
});

/** One property that changed, as a person reads it; null for none. */
export const change = Type.Object({
  /** title, content, status, level, groupId, agentId, categoryId, customerId, reply, files, `field:<id>` … */
  property: Type.String(),
  /** The name of a custom field; null where the property's own name does. */
  label: Type.Union([Type.String(), Type.Null()]),
  from: Type.Union([Type.String(), Type.Null()]),
  to: Type.Union([Type.String(), Type.Null()]),
});

export const event = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  at: Type.Integer(),
  /** created, edited, replied, accepted, reminded, evaluated, deleted or erased */
  kind: Type.String(),
  actor: author,
  /** page, trigger, automation, robot_rule, robot or system */
  way: Type.String(),
  changes: Type.Array(change),
  replyId: Type.Union([Type.String(), Type.Null()]),
});

export const fieldValue = Type.Object({ fieldId: Type.String(), value: Type.String(), text: Type.String() });

export const ticket = Type.Object({
  ...ticketRow.properties,
  html: safeHtml,
  unshown,
  /** As it was given, for editing only: never to be shown as HTML. */
  content: Type.String(),
  files: Type.Array(file),
  templateId: Type.Union([Type.String(), Type.Null()]),
  fields: Type.Array(fieldValue),
  starter: author,
  copiedAgents: Type.Array(Type.Object({ name: Type.String(), mail: Type.String() })),
  watcherIds: Type.Array(Type.String()),
  related: Type.Array(Type.String()),
  contact: Type.Union([Type.Object({ type: Type.Integer(), info: Type.String() }), Type.Null()]),
  firstResponseAt: Type.Union([Type.Integer(), Type.Null()]),
  firstSolvedAt: Type.Union([Type.Integer(), Type.Null()]),
  closedAt: Type.Union([Type.Integer(), Type.Null()]),
  remark: Type.String(),
  /** The whole customer; the row's `customer` is a part of it. */
  customerDetail: Type.Union([customer, Type.Null()]),
  /** Without those that were erased; 1,000 means "that many or more". */
  replyCount: Type.Integer(),
  /** The last 50, oldest first. */
  replies: Type.Array(reply),
  /** For `before` of listReplies; null when there are no older ones. */
  olderReplies: Type.Union([Type.String(), Type.Null()]),
  /** The last 50, oldest first. There are as many as `version` says. */
  events: Type.Array(event),
  /** For `before` of listEvents; null when there are no older ones. */
  olderEvents: Type.Union([Type.Integer(), Type.Null()]),
});
