import type { Catalog, Category, Field } from '../../src/catalog/catalog.ts';
import { categoriesOf } from '../../src/catalog/categories.ts';
import { statusesOf } from '../../src/catalog/statuses.ts';
import { type Commanding, type Company, type CompanySettings, type Reactor, run, type Tx } from '../../src/context.ts';
import type { Database } from '../../src/db/database.ts';
import type { CategoryTable, StatusTable } from '../../src/db/schema.ts';
import { Problem } from '../../src/errors.ts';
import { makeIdSource } from '../../src/ids.ts';
import { insertCustomer } from '../../src/people/save-customer.ts';
import type { Agent, Staff } from '../../src/people/staff.ts';
import { makeSnapshots } from '../../src/snapshots.ts';
import { type AgentTicket, type CustomerTicket, createByAgent, createByCustomer } from '../../src/tickets/create.ts';
import type { Desk } from '../../src/tickets/model/desk.ts';
import type { Ticket } from '../../src/tickets/model/ticket.ts';
import { readDetail } from '../../src/tickets/reading/detail.ts';
import { readHistory } from '../../src/tickets/rows/history-store.ts';
import { type AgentUpdate, updateByAgent } from '../../src/tickets/update.ts';

/** Monday noon in Shanghai. */
export const noon = Date.parse('2026-03-02T12:00:00+08:00');

const company: Company = {
  id: 'huaxing',
  name: '华星科技',
  zone: 'Asia/Shanghai',
  language: 'zh-CN',
  settings: { reopenOnReply: false, changeEvaluation: false, liveTokens: 100, api: true },
  revision: 1,
};

/** The context of ticket commands, on a store that starts with one customer, 北京客户, whose id is `beijing`. */
export interface Office {
  readonly desk: Desk;
  readonly database: Database;
  readonly beijing: string;
  advance(ms: number): void;
  now(): number;
  /** Runs the command with the company's settings, or with others. */
  run<Result>(command: (tx: Tx) => Promise<Result>, settings?: Partial<CompanySettings>): Promise<Result>;
  create(input?: Partial<AgentTicket>): Promise<Ticket>;
  createByCustomer(input?: Partial<CustomerTicket>): Promise<Ticket>;
  update(ticketId: string, input?: Partial<AgentUpdate>, settings?: Partial<CompanySettings>): Promise<Ticket>;
  read(ticketId: string): Promise<Ticket>;
  history(ticketId: string): ReturnType<typeof readHistory>;
}

export async function openOffice(database: Database, reactors: readonly Reactor[] = []): Promise<Office> {
  let at = noon;
  const now = () => at;
  // No field of these tests is a region.
  const desk = { catalog, staff, regions: { namesOf: () => undefined } as unknown as Desk['regions'] };
  const context: Commanding = {
    db: database,
    now,
    newId: makeIdSource(now),
    reactors,
    snapshots: makeSnapshots(database.query),
    company,
  };
  const beijing = await run(context, (tx) => insertCustomer(tx, { nick: '北京客户' }));

  const office: Office = {
    desk,
    database,
    beijing: beijing!,
    now,
    advance(ms) {
      at += ms;
    },
    run: (command, settings = {}) =>
      run({ ...context, company: { ...company, settings: { ...company.settings, ...settings } } }, command),
    create: (input) => office.run((tx) => createByAgent(tx, desk, { ...agentTicket, ...input })),
    createByCustomer: (input) => office.run((tx) => createByCustomer(tx, desk, { ...customerTicket, ...input })),
    update: (ticketId, input, settings) =>
      office.run(async (tx) => (await updateByAgent(tx, desk, { ...untouched, ticketId, ...input })).ticket, settings),
    read: async (ticketId) => (await readDetail(database.query, company.id, { id: ticketId })).ticket,
    history: (ticketId) => readHistory(database.query, company.id, ticketId),
  };
  return office;
}

/** Makes a check for `assert.rejects`: the error is a Problem with this reason and, if one is given, this property. */
export function because(reason: string, property?: string) {
  return (error: unknown) =>
    error instanceof Problem && error.reason === reason && (property === undefined || error.property === property);
}

const ticket = {
  title: '打不开',
  content: '<p>设备打不开</p>',
  source: 0,
  categoryId: 'repair',
  files: [],
  contact: null,
};

const agentTicket: AgentTicket = {
  ...ticket,
  fields: [{ fieldId: 'model', value: 'X1' }],
  actorId: 'ming',
  customerId: undefined,
  status: 0,
  level: 0,
  groupId: undefined,
  agentId: undefined,
  recordId: '',
  copiedAgents: [],
};

const customerTicket: CustomerTicket = {
  ...ticket,
  source: 1,
  fields: [{ fieldId: 'model', value: 'X1' }],
  customer: { emails: ['wang@example.com'], phones: [] },
};

const untouched = { actorId: 'ming', readAt: undefined, reply: undefined, fields: [] };

const agents: readonly Agent[] = [
  agent('ming', ['sales', 'service']),
  agent('hong', ['service']),
  agent('loner', []),
  agent('gone', ['sales'], false),
];

function agent(id: string, groupIds: readonly string[], active = true): Agent {
  return {
    id,
    name: id,
    nick: id,
    email: '',
    face: `https://img.example/${id}.png`,
    role: 'agent',
    skills: [],
    active,
    onDuty: true,
    groupIds,
  };
}

export const staff: Staff = {
  agents: new Map(agents.map((one) => [one.id, one])),
  groups: new Map(
    [
      { id: 'sales', name: '售前组', agentIds: ['ming', 'gone'] },
      { id: 'service', name: '售后组', agentIds: ['ming', 'hong'] },
    ].map((group) => [group.id, group]),
  ),
};

const model = field('model', '型号', true, false);
const note = field('note', '备注', false, false);
// A partner field: integrations may give it in every ticket, whatever the template.
const order = field('order', '订单号', false, true);

function field(id: string, name: string, required: boolean, partner: boolean): Field {
  const position = { model: 1, note: 2, order: 3 }[id] ?? 0;
  return {
    id,
    name,
    type: 1,
    required,
    partner,
    position,
    min: null,
    max: null,
    options: [],
    optionByValue: new Map(),
  };
}

const categoryRows: CategoryTable[] = [
  category('service', null, '售后'),
  category('repair', 'service', '维修'),
  category('refund', 'service', '退款'),
  category('old', 'service', '旧分类', 1),
  category('other', null, '其他'),
];

function category(id: string, parent_id: string | null, name: string, retired: 0 | 1 = 0): CategoryTable {
  const template_id = id === 'service' ? 'device' : null;
  return { company_id: company.id, id, name, parent_id, template_id, retired, position: 0, updated_at: 0 };
}

const statusRows: StatusTable[] = [status(10, '待备件', 4), status(11, '已归档', 6), status(12, '旧状态', 4, 1)];

function status(code: number, name: string, type: number, deleted: 0 | 1 = 0): StatusTable {
  const texts = { description: '', customer_name: '处理中' };
  return { company_id: company.id, code, id: `s${code}`, name, type, ...texts, deleted, position: code };
}

const categories: ReadonlyMap<string, Category> = categoriesOf(categoryRows);

export const catalog: Catalog = {
  categories,
  templates: new Map([
    ['device', { id: 'device', name: '设备模板', fields: [model, note] }],
    ['short', { id: 'short', name: '简短模板', fields: [note] }],
  ]),
  fields: new Map([model, note, order].map((one) => [one.id, one])),
  statuses: statusesOf(company.id, statusRows),
};
