import { condition, sort } from '@gongdan/contract/console';
import Type, { type Static, type TObject } from 'typebox';
import { usual } from '../people/found-company.ts';
import { messageKinds } from '../push/endpoint.ts';
import * as kept from './kept-shape.ts';
import { bound, entry, flag, id, idOrNone, list, name, oneOf, text, webAddress } from './shape-parts.ts';

/** The shape of a company file. */

export const companyEntry = entry({
  companyid: id,
  /** May be left out for a company that exists. */
  name: Type.Optional(name(100)),
  timezone: Type.Optional(Type.String({ default: usual.zone })),
  language: oneOf(['zh-CN', 'en'], 'zh-CN'),
  settings: Type.Optional(
    entry({
      reopen_on_reply: flag(usual.settings.reopenOnReply),
      change_evaluation: flag(usual.settings.changeEvaluation),
      live_tokens: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: usual.settings.liveTokens })),
      api: flag(usual.settings.api),
    }),
  ),
});

const appEntry = entry({
  appid: Type.String({ minLength: 1, maxLength: 64 }),
  app_key: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});

export const groupEntry = entry({ groupid: id, group_name: name(50) });

export const agentEntry = entry({
  agentid: id,
  agent_name: name(50),
  agent_nick: text(50),
  agent_email: text(255),
  face_img: text(500),
  role: oneOf(['agent', 'supervisor', 'admin'], 'agent'),
  groups: list(id),
  skills: list(name(50)),
  active: flag(true),
  on_duty: flag(true),
  /** `new-password.ts` checks new passwords. The shape also allows shorter ones, which may be set already. */
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});

/**
 * Texts may be as long as calls and the console allow, so that the output of `gongdan show` can be applied again. The
 * console allows 20 e-mails and 20 phones. A nick has room for a partner id or an e-mail, which replace a missing nick.
 */
export const customerEntry = entry({
  userid: id,
  user_nick: name(255),
  user_name: text(100),
  user_tels: text(2000),
  user_emails: text(6000),
  partnerid: text(255),
  enterprise_name: text(255),
  user_level: text(64),
  vip_level: text(64),
  user_status: text(64),
  user_label: text(1000),
  remark: text(5000),
  /** Field id → value, of the section `customer_fields`. */
  fields: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 5000, default: '' }), { default: {} })),
});

/** Names and values may be as long as `save_option_data_value` allows. */
const option = Type.Cyclic(
  { option: entry({ data_name: name(255), data_value: Type.Optional(name(255)), options: list(Type.Ref('option')) }) },
  'option',
);

export const fieldEntry = entry({
  fieldid: id,
  field_name: name(100),
  field_type: Type.Integer({ minimum: 1, maximum: 999 }),
  fill_flag: flag(false),
  partner: flag(false),
  sortno: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  min: bound,
  max: bound,
  options: list(option),
});

export const templateEntry = entry({ templateid: id, template_name: name(100), fields: list(id) });

const category = Type.Cyclic(
  {
    category: entry({
      typeid: id,
      type_name: name(20),
      templateid: idOrNone,
      retired: flag(false),
      categories: list(Type.Ref('category')),
    }),
  },
  'category',
);

export const statusEntry = entry({
  status_code: Type.Integer({ minimum: 0, maximum: 999_999_999 }),
  status_name: name(20),
  status_type: Type.Integer({ minimum: 1, maximum: 6 }),
  status_desc: text(200),
  customer_status_name: text(20),
});

const region = Type.Cyclic(
  { region: entry({ id: name(64), name: name(100), regions: list(Type.Ref('region')) }) },
  'region',
);

/** A region tree file: the items of get_region. */
export const regionTree = Type.Array(region, { default: [] });

/** The path of a tree file relative to the company file, the tree itself, or null to use the built-in tree again. */
const regions = Type.Optional(Type.Union([name(1000), regionTree, Type.Null()]));

const messageKind = Type.Enum([...messageKinds]);

export const pushEntry = entry({
  pushid: id,
  url: webAddress,
  form: oneOf(['envelope', 'flat'], 'envelope'),
  events: Type.Optional(Type.Array(messageKind, { default: [...messageKinds] })),
  secret: text(200),
  ack: oneOf(['lenient', 'strict'], 'lenient'),
  order: oneOf(['latest', 'strict'], 'latest'),
});

/** The shape of a view. The file's shape demands only an id, because views of older files are stored as given. */
export const viewEntry = entry({
  viewid: id,
  name: name(50),
  groupid: idOrNone,
  all: Type.Optional(Type.Array(condition, { maxItems: 20, default: [] })),
  sort: Type.Optional(
    Type.Object(sort.properties, { additionalProperties: false, default: { by: 'updatedAt', order: 'desc' } }),
  ),
});

/**
 * The shapes of sections whose entries may have been stored as given by an older release. Such an entry needs only its id
 * while the file does not change it, so `companyFile` demands only the id, and the sections check the rest.
 */
export const laterChecked = {
  calendars: kept.calendarEntry,
  sla: kept.slaEntry,
  triggers: kept.triggerEntry,
  automations: kept.automationEntry,
  robot_rules: kept.robotRuleEntry,
  views: viewEntry,
  macros: kept.macroEntry,
  canned_replies: kept.cannedReplyEntry,
} as const satisfies Readonly<Record<string, TObject>>;

export type LaterChecked = keyof typeof laterChecked;

const withId = (key: string) => Type.Optional(Type.Array(Type.Object({ [key]: id })));

export const companyFile = entry({
  company: companyEntry,
  apps: Type.Optional(Type.Array(appEntry)),
  groups: Type.Optional(Type.Array(groupEntry)),
  agents: Type.Optional(Type.Array(agentEntry)),
  customers: Type.Optional(Type.Array(customerEntry)),
  customer_fields: Type.Optional(Type.Array(fieldEntry)),
  fields: Type.Optional(Type.Array(fieldEntry)),
  templates: Type.Optional(Type.Array(templateEntry)),
  categories: Type.Optional(Type.Array(category)),
  statuses: Type.Optional(Type.Array(statusEntry)),
  regions,
  pushes: Type.Optional(Type.Array(pushEntry)),
  calendars: withId('calendarid'),
  sla: withId('slaid'),
  triggers: withId('triggerid'),
  automations: withId('automationid'),
  robot_rules: withId('robot_ruleid'),
  views: withId('viewid'),
  macros: withId('macroid'),
  canned_replies: withId('cannedid'),
});

export type CompanyFile = Static<typeof companyFile>;
export type CompanyEntry = Static<typeof companyEntry>;
export type AppEntry = Static<typeof appEntry>;
export type GroupEntry = Static<typeof groupEntry>;
export type AgentEntry = Static<typeof agentEntry>;
export type CustomerEntry = Static<typeof customerEntry>;
export type FieldEntry = Static<typeof fieldEntry>;
export type OptionEntry = Static<typeof option>;
export type TemplateEntry = Static<typeof templateEntry>;
export type CategoryEntry = Static<typeof category>;
export type PushEntry = Static<typeof pushEntry>;
export type ViewEntry = Static<typeof viewEntry>;
export type StatusEntry = Static<typeof statusEntry>;
export type RegionEntry = Static<typeof region>;
