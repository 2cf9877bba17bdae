import Type from 'typebox';
import { author, customer } from './people.ts';
import { ticketRow } from './ticket-row.ts';

export const file = Type.Object({
  /** Send this address again to attach the same file again. */
  address: Type.String(),
  name: Type.String(),
  /** True when the file is on another host. The console links to it and never loads it. */
  external: Type.Boolean(),
  image: Type.Boolean(),
});

/** HTML that the server has sanitised. The console renders it in a sandbox all the same, as a second defence. */
const safeHtml = Type.String();

/** The original content, to be shown as text, when nothing of it can be shown as HTML; otherwise null. */
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

/** One property that changed, with values as people read them. null means no value. */
export const change = Type.Object({
  /** title, content, status, level, groupId, agentId, categoryId, customerId, reply, files, `field:<id>` … */
  property: Type.String(),
  /** The name of a custom field; null for other properties, which the console names itself. */
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
  /** The content as it was given. It is for editing only and must never be shown as HTML. */
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
  /** The whole customer, of whom `customer` has only the id and the nick. */
  customerDetail: Type.Union([customer, Type.Null()]),
  /** Erased replies are not counted. 1,000 means 1,000 or more. */
  replyCount: Type.Integer(),
  /** The last 50, oldest first. */
  replies: Type.Array(reply),
  /** The value of `before` for listReplies; null when there are no older replies. */
  olderReplies: Type.Union([Type.String(), Type.Null()]),
  /** The last 50, oldest first. The ticket's `version` is the number of all its events. */
  events: Type.Array(event),
  /** The value of `before` for listEvents; null when there are no older events. */
  olderEvents: Type.Union([Type.Integer(), Type.Null()]),
});
