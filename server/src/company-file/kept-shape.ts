import Type, { type Static } from 'typebox';
import { messageKinds } from '../push/endpoint.ts';
import { day, entry, hours, id, name, span } from './shape-parts.ts';

/** The shape of sections that nothing acts on yet. Their entries are stored as given, so no key has a default. */

const flag = Type.Optional(Type.Boolean());
const openHours = Type.Optional(hours);
const namedDay = entry({ day, name: Type.Optional(name(100)) });
const days = Type.Optional(Type.Array(Type.Union([namedDay, day])));

const weekdays = entry({
  mon: openHours,
  tue: openHours,
  wed: openHours,
  thu: openHours,
  fri: openHours,
  sat: openHours,
  sun: openHours,
});

export const calendarEntry = entry({
  calendarid: id,
  name: name(100),
  timezone: Type.Optional(name(64)),
  region: Type.Optional(Type.Enum(['CN'])),
  always: flag,
  hours: Type.Optional(weekdays),
  day: Type.Optional(span),
  workday_hours: openHours,
  holidays: days,
  workdays: days,
});

const words = Type.Union([name(255), Type.Array(name(255))]);

/** A condition of rules. It has more tests than one of a view, which shape.ts takes from the contract. */
const ruleCondition = entry({
  field: name(100),
  is: Type.Optional(Type.String({ maxLength: 255 })),
  is_not: Type.Optional(Type.String({ maxLength: 255 })),
  in: Type.Optional(Type.Array(Type.String({ maxLength: 255 }))),
  not_in: Type.Optional(Type.Array(Type.String({ maxLength: 255 }))),
  contains: Type.Optional(words),
  not_contains: Type.Optional(words),
  at_least: Type.Optional(Type.String({ maxLength: 255 })),
  at_most: Type.Optional(Type.String({ maxLength: 255 })),
  changed: flag,
  changed_to: Type.Optional(Type.String({ maxLength: 255 })),
  changed_from: Type.Optional(Type.String({ maxLength: 255 })),
  empty: flag,
});
const conditions = Type.Optional(Type.Array(ruleCondition, { maxItems: 20 }));

/** Property of a ticket, by its name on the wire or `field:FIELDID`, → its new value. */
const settings = Type.Record(Type.String(), Type.Unknown());

const reply = entry({
  reply_type: Type.Enum(['0', '1']),
  reply_content: name(5000),
  file_str: Type.Optional(Type.String()),
});
const watchers = entry({ agentids: Type.Optional(Type.Array(id)), deal_agentid: flag });

const action = entry({
  set: Type.Optional(settings),
  reply: Type.Optional(reply),
  watch: Type.Optional(watchers),
  unwatch: Type.Optional(watchers),
  remind: Type.Optional(entry({ remark: name(1000) })),
  push: Type.Optional(entry({ pushid: id })),
});
const actions = Type.Array(action, { maxItems: 10 });

const target = entry({ accept: Type.Optional(span), complete: Type.Optional(span) });

export const slaEntry = entry({
  slaid: id,
  name: name(100),
  enabled: flag,
  calendarid: Type.Optional(id),
  all: conditions,
  any: conditions,
  targets: Type.Record(Type.String(), target),
  pause: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 7 }))),
  pause_accept: flag,
  warn: Type.Optional(Type.Array(span)),
  reopen: Type.Optional(Type.Enum(['resume', 'restart', 'ignore'])),
});

export const triggerEntry = entry({
  triggerid: id,
  name: name(100),
  enabled: flag,
  on: Type.Array(Type.Enum([...messageKinds, 'approaching', 'breached'])),
  all: conditions,
  any: conditions,
  do: actions,
});

export const automationEntry = entry({
  automationid: id,
  name: name(100),
  enabled: flag,
  calendarid: Type.Optional(id),
  all: conditions,
  any: conditions,
  do: actions,
  most: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

const someWords = Type.Optional(Type.Array(name(50), { maxItems: 100 }));
const keywords = entry({
  any: someWords,
  all: someWords,
  none: someWords,
  in: Type.Optional(Type.Array(Type.Enum(['title', 'content', 'reply']))),
});

export const robotRuleEntry = entry({
  robot_ruleid: id,
  name: name(100),
  enabled: flag,
  keywords: Type.Optional(keywords),
  all: conditions,
  any: conditions,
  do: actions,
  overwrite: flag,
  go_on: flag,
});

export const macroEntry = entry({
  macroid: id,
  name: name(100),
  groupid: Type.Optional(Type.String({ maxLength: 64 })),
  set: Type.Optional(settings),
  fields: Type.Optional(settings),
  reply: Type.Optional(reply),
});

export const cannedReplyEntry = entry({
  cannedid: id,
  name: name(100),
  folder: Type.Optional(Type.String({ maxLength: 100 })),
  groupid: Type.Optional(Type.String({ maxLength: 64 })),
  content: name(20_000),
});

export type CalendarEntry = Static<typeof calendarEntry>;
export type HoursEntry = Static<typeof weekdays>;
export type NamedDay = Static<typeof namedDay>;
export type TargetEntry = Static<typeof target>;
export type KeywordsEntry = Static<typeof keywords>;
export type ReplyEntry = Static<typeof reply>;
export type WatchersEntry = Static<typeof watchers>;
export type ConditionEntry = Static<typeof ruleCondition>;
export type ActionEntry = Static<typeof action>;
export type SlaEntry = Static<typeof slaEntry>;
export type TriggerEntry = Static<typeof triggerEntry>;
export type AutomationEntry = Static<typeof automationEntry>;
export type RobotRuleEntry = Static<typeof robotRuleEntry>;
export type MacroEntry = Static<typeof macroEntry>;
export type CannedReplyEntry = Static<typeof cannedReplyEntry>;
