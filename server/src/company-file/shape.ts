import { condition, sort } from '@gongdan/contract/console';
import Type, { type Static, type TProperties, type TSchema } from 'typebox';
import { usual } from '../people/found-company.ts';
import { messageKinds } from '../push/endpoint.ts';

/** The shape of a company file. A new entry gets `default` for a key that the file leaves out. */

const id = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', form: '1 to 64 of A-Z a-z 0-9 _ -' });
const flag = (fallback: boolean) => Type.Optional(Type.Boolean({ default: fallback }));
const oneOf = <const Choice extends string>(choices: readonly Choice[], fallback: Choice) =>
  Type.Optional(Type.Enum([...choices], { default: fallback }));
const name = (max: number) => Type.String({ minLength: 1, maxLength: max });
const text = (max: number) => Type.Optional(Type.String({ maxLength: max, default: '' }));
const list = <Item extends TSchema>(item: Item) => Type.Optional(Type.Array(item, { default: [] }));
const bound = Type.Optional(Type.Union([Type.Integer(), Type.Null()], { default: null }));

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
      templateid: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{0,64}$', default: '' })),
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
  url: Type.String({ pattern: '^https?://', maxLength: 2000, form: 'an http:// or https:// address' }),
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
  groupid: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{0,64}$', default: '' })),
  all: Type.Optional(Type.Array(condition, { maxItems: 20, default: [] })),
  sort: Type.Optional(
    Type.Object(sort.properties, { additionalProperties: false, default: { by: 'updatedAt', order: 'desc' } }),
  ),
});

/** The following shapes, down to `withId`, are those of sections that nothing uses yet. Such entries are stored as given. */
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', form: 'a day such as 2026-10-01' });
const hours = Type.Optional(
  Type.Array(
    Type.String({
      pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]$',
      form: 'hours such as 09:00-18:00',
    }),
  ),
);

const calendarEntry = entry({
  calendarid: id,
  name: name(100),
  timezone: Type.Optional(Type.String()),
  hours: entry({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours }),
  holidays: Type.Optional(Type.Array(day)),
  workdays: Type.Optional(Type.Array(day)),
});

const conditions = Type.Optional(Type.Array(Type.Object({ field: name(100) })));
const actions = Type.Array(Type.Object({}));
const allowance = Type.Optional(Type.String({ pattern: '^[0-9]+[smhd]$', form: 'a duration such as 15m, 4h or 3d' }));
const eventNames = Type.Array(messageKind);

const slaEntry = entry({
  slaid: id,
  name: name(100),
  calendarid: Type.Optional(id),
  all: conditions,
  any: conditions,
  targets: Type.Record(Type.String(), entry({ accept: allowance, complete: allowance })),
  pause: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 7 }))),
});

const triggerEntry = entry({
  triggerid: id,
  name: name(100),
  on: eventNames,
  all: conditions,
  any: conditions,
  do: actions,
});

const automationEntry = entry({ automationid: id, name: name(100), all: conditions, any: conditions, do: actions });

/** The shape of entries of which only the id is checked. */
const withId = (key: string) => Type.Object({ [key]: id });

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
  calendars: Type.Optional(Type.Array(calendarEntry)),
  sla: Type.Optional(Type.Array(slaEntry)),
  triggers: Type.Optional(Type.Array(triggerEntry)),
  automations: Type.Optional(Type.Array(automationEntry)),
  robot_rules: Type.Optional(Type.Array(withId('robot_ruleid'))),
  views: Type.Optional(Type.Array(withId('viewid'))),
  macros: Type.Optional(Type.Array(withId('macroid'))),
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

function entry<Keys extends TProperties>(keys: Keys) {
  return Type.Object(keys, { additionalProperties: false });
}
