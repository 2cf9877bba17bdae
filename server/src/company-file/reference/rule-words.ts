import type {
  AutomationEntry,
  CalendarEntry,
  CannedReplyEntry,
  HoursEntry,
  KeywordsEntry,
  MacroEntry,
  NamedDay,
  RobotRuleEntry,
  SlaEntry,
  TargetEntry,
  TriggerEntry,
} from '../kept-shape.ts';
import type { ViewEntry } from '../shape.ts';
import { replyWords, ruleParts, viewCondition, viewSort } from './condition-words.ts';
import { type KeyWords, type SectionWords, words } from './section-words.ts';

const name = words('名称', 'the name');
const enabled = words('`false` 停用', '`false` switches it off');
const all = words('条件，必须同时成立', 'conditions; all must hold');
const any = words('条件，至少一个成立；可以为空', 'conditions; one of them must hold, unless there is none');
const actions = words('要执行的动作', 'what it does');
const groupid = words('可以使用的客服组；留空为所有人', 'the group that may use it; empty for everybody');

const views: KeyWords<ViewEntry> = {
  viewid: words('视图编号', 'the id of the view'),
  name: words('视图名称', 'its name'),
  groupid: words('可以看到视图的客服组；留空为所有人', 'the group that sees it; empty for everybody'),
  all: words('条件，必须同时成立，最多 20 个', 'up to 20 conditions; all must hold'),
  sort: words('排序', 'the order of the tickets'),
};

const calendars: KeyWords<CalendarEntry> = {
  calendarid: words('日历编号', 'the id of the calendar'),
  name,
  timezone: words('时区；默认为企业的时区', 'the time zone; by default that of the company'),
  region: words('采用哪里的法定节假日', 'whose public holidays it has'),
  always: words('全天候，代替 `hours`', 'open at all times, in place of `hours`'),
  hours: words('每个星期几的工作时段；没有列出的日子休息', 'the hours of each weekday; a weekday left out is closed'),
  day: words('时长中的 `d` 等于多少工作时间', 'how much working time `d` means in a duration'),
  workday_hours: words('调休上班日的工作时段', 'the hours of make-up working days'),
  holidays: words('休息的日子', 'days that are closed'),
  workdays: words('调休上班的日子', 'make-up working days'),
};

const weekday = words('工作时段，24:00 表示午夜', 'its hours; 24:00 is midnight');
const hours: KeyWords<HoursEntry> = {
  mon: weekday,
  tue: weekday,
  wed: weekday,
  thu: weekday,
  fri: weekday,
  sat: weekday,
  sun: weekday,
};
const dayWords: KeyWords<NamedDay> = { day: words('日期', 'the day'), name: words('名称', 'its name') };

const sla: KeyWords<SlaEntry> = {
  slaid: words('策略编号', 'the id of the policy'),
  name,
  enabled,
  calendarid: words('按哪个日历计时', 'the calendar by which time counts'),
  all,
  any,
  targets: words('各紧急程度的目标，键为 `ticket_level`', 'the targets of each level; the key is the `ticket_level`'),
  pause: words('在哪些状态类型中暂停计时', 'the types of status in which time stands still'),
  pause_accept: words('首次响应也一并暂停', 'time for the first response stands still, too'),
  warn: words('到期前多久提醒', 'how long before the end it warns'),
  reopen: words(
    '重新打开后继续、重新开始或不再计时',
    'whether time goes on, starts again or is ignored when a ticket is reopened',
  ),
};
const target: KeyWords<TargetEntry> = {
  accept: words('首次响应的时限', 'the time for the first response'),
  complete: words('解决的时限', 'the time for the solution'),
};

const triggers: KeyWords<TriggerEntry> = {
  triggerid: words('触发器编号', 'the id of the trigger'),
  name,
  enabled,
  on: words('由哪些事件触发', 'the events after which it looks at the ticket'),
  all,
  any,
  do: actions,
};

const automations: KeyWords<AutomationEntry> = {
  automationid: words('自动化规则的编号', 'the id of the automation'),
  name,
  enabled,
  calendarid: words('按哪个日历计算小时数', 'the calendar by which hours count'),
  all,
  any,
  do: actions,
  most: words('对同一工单最多执行多少次', 'how often it acts on one ticket at most'),
};

const robotRules: KeyWords<RobotRuleEntry> = {
  robot_ruleid: words('机器人规则的编号', 'the id of the rule'),
  name,
  enabled,
  keywords: words('客户的文字里要出现的词', 'words in what the customer wrote'),
  all,
  any,
  do: actions,
  overwrite: words('覆盖已经选定的值', 'it also replaces what somebody has chosen'),
  go_on: words('执行之后继续看后面的规则', 'the rules after it are looked at, too'),
};
const keywords: KeyWords<KeywordsEntry> = {
  any: words('至少出现一个', 'one of these occurs'),
  all: words('全部出现', 'all of these occur'),
  none: words('都不出现', 'none of these occurs'),
  in: words('在标题、内容还是回复中', 'in the title, the content or the reply'),
};

const macros: KeyWords<MacroEntry> = {
  macroid: words('宏的编号', 'the id of the macro'),
  name,
  groupid,
  set: words('修改工单的属性', 'changes properties of the ticket'),
  fields: words('修改自定义字段，键为字段编号', 'changes custom fields, by their ids'),
  reply: words('回复工单', 'replies to the ticket'),
};

const cannedReplies: KeyWords<CannedReplyEntry> = {
  cannedid: words('常用回复的编号', 'the id of the canned reply'),
  name,
  folder: words('所在的文件夹', 'the folder in which it is'),
  groupid,
  content: words('内容', 'the text'),
};

const example = { triggerid: 'r1', name: '紧急升级', enabled: true, on: ['created', 'edited'] };

export const ruleWords = {
  calendars: {
    words: words('工作日历。', 'Calendars of working hours.'),
    keys: calendars,
    inner: { hours, 'holidays[]': dayWords, 'workdays[]': dayWords },
    example: [
      {
        calendarid: 'c1',
        name: '工作日',
        timezone: 'Asia/Shanghai',
        region: 'CN',
        hours: {
          mon: ['09:00-12:00', '13:30-18:00'],
          tue: ['09:00-12:00', '13:30-18:00'],
          wed: ['09:00-12:00', '13:30-18:00'],
          thu: ['09:00-12:00', '13:30-18:00'],
          fri: ['09:00-12:00', '13:30-18:00'],
          sat: ['09:00-12:00'],
          sun: [],
        },
        day: '7h30m',
        workday_hours: ['09:00-12:00', '13:30-18:00'],
        holidays: ['2026-10-01', { day: '2026-12-25', name: '公司年会' }],
        workdays: [{ day: '2026-10-10', name: '国庆调休' }],
      },
      { calendarid: 'c2', name: '全天候', always: true },
    ],
  },
  sla: {
    words: words('服务时限。', 'Policies for the time in which tickets are answered and solved.'),
    keys: sla,
    inner: { ...ruleParts, 'targets.*': target },
    example: [
      {
        slaid: 's1',
        name: '标准',
        enabled: true,
        calendarid: 'c1',
        all: [{ field: 'ticket_typeid', is: 'hardware' }],
        any: [],
        targets: { '0': { accept: '4h', complete: '3d' }, '3': { accept: '15m', complete: '4h' } },
        pause: [3, 4],
        pause_accept: false,
        warn: ['30m'],
        reopen: 'resume',
      },
    ],
  },
  triggers: {
    words: words('触发器：事件之后，条件成立时执行动作。', 'Triggers act after an event when their conditions hold.'),
    keys: triggers,
    inner: ruleParts,
    example: [
      {
        ...example,
        all: [
          { field: 'ticket_level', changed_to: '3', changed_from: '0' },
          { field: 'ticket_title', contains: ['故障', '漏水'], not_contains: '测试' },
          { field: 'deal_groupid', in: ['aftersales', 'returns'], not_in: ['nobody'], empty: false },
        ],
        any: [
          { field: 'ticket_status', is: '0', is_not: '99', changed: true },
          { field: 'hours_since_created', at_least: 1, at_most: 48 },
        ],
        do: [
          { set: { deal_groupid: 'aftersales', 'field:serial': '' } },
          { reply: { reply_type: '1', reply_content: '已升级', file_str: '' } },
          { watch: { agentids: ['zhaomin'], deal_agentid: false } },
          { unwatch: { agentids: [], deal_agentid: true } },
          { remind: { remark: '请尽快处理' } },
          { push: { pushid: 'w1' } },
        ],
      },
    ],
  },
  automations: {
    words: words(
      '自动化规则：条件成立满一段时间后执行动作。',
      'Automations act when their conditions have held for some time.',
    ),
    keys: automations,
    inner: ruleParts,
    example: [
      {
        automationid: 'm1',
        name: '三天未回复自动关闭',
        enabled: true,
        calendarid: 'c1',
        all: [
          { field: 'ticket_status', is: '3' },
          { field: 'hours_since_updated', at_least: 72 },
        ],
        any: [],
        do: [{ set: { ticket_status: '99' } }],
        most: 1,
      },
    ],
  },
  robot_rules: {
    words: words('机器人规则：按客户写的词分派工单。', 'Robot rules route tickets by the words that customers write.'),
    keys: robotRules,
    inner: { ...ruleParts, keywords },
    example: [
      {
        robot_ruleid: 'b1',
        name: '退款分流',
        enabled: true,
        keywords: { any: ['退款', '退货'], all: [], none: ['咨询'], in: ['title', 'content', 'reply'] },
        all: [],
        any: [],
        do: [{ set: { deal_groupid: 'returns', ticket_level: '2' } }],
        overwrite: false,
        go_on: false,
      },
    ],
  },
  views: {
    words: words(
      '视图：保存的工单筛选条件。一个条件可以有多项判断，必须同时成立。`ticket_title` 只支持 `contains`；小时数只支持 `at_least` 与 `at_most`。客服自己的视图不在文件里。',
      'Views: saved selections of tickets. A condition may have several tests, and all must hold. `ticket_title` knows only `contains`; the hours know only `at_least` and `at_most`. Views that agents made for themselves are not in the file.',
    ),
    keys: views,
    inner: { 'all[]': viewCondition, sort: viewSort },
    example: [
      {
        viewid: 'urgent',
        name: '紧急',
        groupid: 'aftersales',
        all: [
          { field: 'ticket_level', at_least: 2, at_most: 3, is_not: '4', not_in: ['5'] },
          { field: 'ticket_status', in: ['0', '1', '10'] },
          { field: 'ticket_title', contains: '门锁' },
          { field: 'deal_agentid', empty: true },
        ],
        sort: { by: 'level', order: 'desc' },
      },
      { viewid: 'ours', name: '本组', all: [{ field: 'deal_groupid', is: 'mine' }] },
    ],
  },
  macros: {
    words: words('宏：客服一次点击完成的一组操作。', 'Macros: several steps that an agent does at once.'),
    keys: macros,
    inner: { reply: replyWords },
    example: [
      {
        macroid: 'k1',
        name: '已寄出',
        groupid: '',
        set: { ticket_status: '10' },
        fields: { serial: '' },
        reply: { reply_type: '0', reply_content: '配件已寄出', file_str: '' },
      },
    ],
  },
  canned_replies: {
    words: words('常用回复。', 'Replies that agents insert.'),
    keys: cannedReplies,
    example: [{ cannedid: 'n1', name: '问候', folder: '通用', groupid: '', content: '您好，请描述您的问题。' }],
  },
} satisfies Readonly<Record<string, SectionWords>>;
