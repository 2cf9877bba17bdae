/**
 * The tables, the same in both stores. Times are milliseconds UTC, booleans 0 or 1, JSON is text, ids compare
 * byte by byte. Every key begins with the id of the company, except in the tables that are read before the company is
 * known, or that belong to none: company, app, access_token, session, setup, task_turn.
 */
export interface Schema {
  company: CompanyTable;
  app: AppTable;
  access_token: AccessTokenTable;
  session: SessionTable;
  setup: SetupTable;
  agent: AgentTable;
  agent_group: AgentGroupTable;
  group_member: GroupMemberTable;
  customer: CustomerTable;
  customer_contact: CustomerContactTable;
  enterprise: EnterpriseTable;
  field: FieldTable;
  field_option: FieldOptionTable;
  customer_field: FieldTable;
  customer_field_option: FieldOptionTable;
  template: TemplateTable;
  template_field: TemplateFieldTable;
  category: CategoryTable;
  status: StatusTable;
  region_tree: RegionTreeTable;
  kept_section: KeptSectionTable;
  view: ViewTable;
  ticket: TicketTable;
  ticket_number: TicketNumberTable;
  ticket_count: TicketCountTable;
  reply: ReplyTable;
  event: EventTable;
  log_entry: LogEntryTable;
  attachment: AttachmentTable;
  attachment_use: AttachmentUseTable;
  removed_file: RemovedFileTable;
  erasure: ErasureTable;
  erased_contents: ErasedContentsTable;
  push_endpoint: PushEndpointTable;
  push_sequence: PushSequenceTable;
  push_message: PushMessageTable;
  push_delivery: PushDeliveryTable;
  push_attempt: PushAttemptTable;
  export_revision: ExportRevisionTable;
  answered_call: AnsweredCallTable;
  import_progress: ImportProgressTable;
  imported_row: ImportedRowTable;
  task_turn: TaskTurnTable;
}

export type Flag = 0 | 1;

export interface CompanyTable {
  id: string;
  name: string;
  zone: string;
  language: string;
  /** JSON of CompanySettings. */
  settings: string;
  /** Grows with every change of people or catalog. */
  revision: number;
  created_at: number;
}

export interface AppTable {
  /** `appid`, unique in the installation. */
  id: string;
  company_id: string;
  /** `app_key`, sealed with the installation's key. */
  sealed_key: string;
  position: number;
}

export interface AccessTokenTable {
  /** SHA-256 of the token, hex. */
  hash: string;
  app_id: string;
  company_id: string;
  created_at: number;
  expires_at: number;
}

/** The session of an agent at the console. */
export interface SessionTable {
  /** SHA-256 of the cookie's value, hex. */
  hash: string;
  company_id: string;
  agent_id: string;
  /** SHA-256 of the agent's password hash at the sign-in, hex. A new password ends the session. */
  password_mark: string;
  created_at: number;
  seen_at: number;
  expires_at: number;
}

/** The steps of the first setup that are done. They are never undone. */
export interface SetupTable {
  step: string;
  done_at: number;
}

export interface AgentTable {
  company_id: string;
  id: string;
  name: string;
  nick: string;
  email: string;
  face: string;
  role: 'agent' | 'supervisor' | 'admin';
  /** JSON list of words. */
  skills: string;
  active: Flag;
  on_duty: Flag;
  /** argon2id; null when the agent cannot sign in. */
  password_hash: string | null;
  position: number;
}

export interface AgentGroupTable {
  company_id: string;
  id: string;
  name: string;
  position: number;
}

export interface GroupMemberTable {
  company_id: string;
  group_id: string;
  agent_id: string;
  /** Order of the groups of one agent; the first is the default. */
  position: number;
}

export interface CustomerTable {
  company_id: string;
  id: string;
  nick: string;
  name: string;
  /** The e-mails, joined by ",". */
  emails: string;
  /** The phones, joined by ",". */
  phones: string;
  partner_id: string | null;
  enterprise_id: string | null;
  level: string;
  vip_level: string;
  status: string;
  label: string;
  remark: string;
  /** JSON of extra field values, field id → text. */
  extras: string;
  created_by: string;
  updated_by: string;
  created_at: number;
  updated_at: number;
}

/** One row for each e-mail or phone, by which customers are found. Several customers may share one. */
export interface CustomerContactTable {
  company_id: string;
  kind: 'email' | 'phone';
  /** E-mails in lower case. */
  value: string;
  customer_id: string;
  created_at: number;
}

export interface EnterpriseTable {
  company_id: string;
  id: string;
  name: string;
}

export interface FieldTable {
  company_id: string;
  id: string;
  name: string;
  type: number;
  required: Flag;
  /** A 对接字段: integrations set it, and no template asks for it. */
  partner: Flag;
  position: number;
  min: number | null;
  max: number | null;
}

export interface FieldOptionTable {
  company_id: string;
  field_id: string;
  id: string;
  /** "" at the root. */
  parent_id: string;
  name: string;
  value: string;
  position: number;
}

export interface TemplateTable {
  company_id: string;
  id: string;
  name: string;
  position: number;
}

export interface TemplateFieldTable {
  company_id: string;
  template_id: string;
  field_id: string;
  position: number;
}

export interface CategoryTable {
  company_id: string;
  id: string;
  name: string;
  /** null at the root. */
  parent_id: string | null;
  /** When null, the template of the parent applies. */
  template_id: string | null;
  retired: Flag;
  position: number;
  updated_at: number;
}

/** The statuses that a company added or renamed. The fixed ones are in the code. */
export interface StatusTable {
  company_id: string;
  code: number;
  id: string;
  name: string;
  type: number;
  description: string;
  customer_name: string;
  deleted: Flag;
  position: number;
}

export interface RegionTreeTable {
  company_id: string;
  /** JSON of the company's own tree, `[{id, name, regions}]`. */
  tree: string;
}

/** Sections of the company file that nothing acts on yet, stored as given. */
export interface KeptSectionTable {
  company_id: string;
  name: string;
  body: string;
}

/** A saved selection of tickets. */
export interface ViewTable {
  company_id: string;
  id: string;
  name: string;
  owner_type: 'company' | 'group' | 'agent';
  /** The id of the group or agent; "" for the company. */
  owner_id: string;
  /** JSON list of conditions, in the language of the company file. */
  conditions: string;
  /** JSON of {by, order}. */
  sort: string;
  position: number;
}

export interface TicketTable {
  company_id: string;
  id: string;
  number: string;
  title: string;
  content: string;
  source: number;
  level: number;
  status: number;
  category_id: string;
  /** Set when a call named a template. When null, the template of the category applies. */
  template_id: string | null;
  group_id: string | null;
  agent_id: string | null;
  /** null for a ticket that an agent made for nobody. */
  customer_id: string | null;
  starter_type: 'agent' | 'customer';
  starter_id: string;
  starter_name: string;
  /** JSON list of ids: the groups of the agent who made it. */
  starter_groups: string;
  record_id: string;
  /** JSON list of {name, mail}, as given. */
  copied_agents: string;
  /** JSON list of {id} (issued here) or {url} (a link). */
  files: string;
  /** JSON of custom field values: field id → {value, text}. */
  fields: string;
  contact_type: number | null;
  contact_info: string;
  /** JSON list of agent ids. */
  watchers: string;
  /** JSON list of ticket ids. */
  related: string;
  mailbox: string;
  created_at: number;
  updated_at: number;
  updated_by: string;
  first_response_at: number | null;
  first_solved_at: number | null;
  closed_at: number | null;
  reminder_count: number;
  first_reminded_at: number | null;
  score: number | null;
  remark: string;
  evaluated_at: number | null;
  /** Counts the events of the ticket. */
  version: number;
}

/** How many tickets were created, or last changed, within an hour; see tickets/counting. */
export interface TicketCountTable {
  company_id: string;
  /** The moment of a ticket by which it is counted. */
  moment: 'created_at' | 'updated_at';
  /** -1 counts all tickets but deleted ones. */
  status: number;
  /** Whole hours since 1970. */
  hour: number;
  tickets: number;
}

export interface TicketNumberTable {
  company_id: string;
  /** `yyyyMMdd` in the company's zone. */
  day: string;
  last: number;
}

export interface ReplyTable {
  company_id: string;
  ticket_id: string;
  id: string;
  at: number;
  title: string;
  content: string;
  visibility: 'public' | 'internal';
  author_type: string;
  author_id: string;
  author_name: string;
  author_face: string;
  files: string;
  /** `reply_type_new`: 1 reply, 3 internal note … */
  channel: number;
  erased_at: number | null;
}

export interface EventTable {
  company_id: string;
  ticket_id: string;
  /** The event's place in its ticket, from 1. It orders the events, because the clocks of nodes differ. */
  version: number;
  id: string;
  at: number;
  kind: string;
  way: string;
  actor_type: string;
  actor_id: string;
  actor_name: string;
  actor_face: string;
  /** JSON of Change[]. */
  changes: string;
  reply_id: string | null;
}

/** The entry of an event in the update log; see tickets/rows/update-log.ts. */
export interface LogEntryTable {
  company_id: string;
  ticket_id: string;
  version: number;
  at: number;
  entry: string;
}

export interface AttachmentTable {
  company_id: string;
  /** 32 random hex characters, part of the address. */
  id: string;
  name: string;
  media_type: string;
  size: number;
  sha256: string;
  created_at: number;
}

/** A ticket whose history holds the attachment. The file stays as long as one ticket holds it. */
export interface AttachmentUseTable {
  company_id: string;
  ticket_id: string;
  attachment_id: string;
}

/** A removed attachment whose file is still to be deleted. */
export interface RemovedFileTable {
  company_id: string;
  id: string;
}

/** A customer who is being erased. The row is removed at the end. */
export interface ErasureTable {
  company_id: string;
  customer_id: string;
  /** The successor: the row that takes the customer's place. */
  successor_id: string;
}

/**
 * The companies that erased contents, if copies of these may still lie in the file of a SQLite store. On PostgreSQL
 * nothing reads the table.
 */
export interface ErasedContentsTable {
  company_id: string;
  /** The first erasure since the store was rewritten last. */
  since: number;
}

/** An address to which a company wants its messages sent. */
export interface PushEndpointTable {
  company_id: string;
  id: string;
  /** The address, sealed, because it may hold a secret. */
  sealed_url: string;
  form: 'envelope' | 'flat';
  /** JSON list of kinds of event. */
  kinds: string;
  sealed_secret: string | null;
  /** The previous secret. Until `former_until` messages are signed with it, too. */
  sealed_former_secret: string | null;
  former_until: number | null;
  ack: 'lenient' | 'strict';
  ordering: 'latest' | 'strict';
  position: number;
  state: 'active' | 'paused' | 'gone';
  state_reason: string;
  state_at: number;
  /** The first failure since the last success. */
  failing_since: number | null;
  /** The node that forwards to it until `worker_until`; "" for none. SQLite has one process and does not use it. */
  worker: string;
  worker_until: number;
}

/** The last position given to a message of the company. No position is given twice. */
export interface PushSequenceTable {
  company_id: string;
  last: number;
}

export interface PushMessageTable {
  company_id: string;
  /** Its place among the company's messages, in order of commit. */
  position: number;
  /** The id that receivers see, the same in every try. */
  id: string;
  ticket_id: string;
  kind: string;
  at: number;
  /** The JSON that `push/message.ts` makes; "" once it was blanked. */
  body: string;
  /** The reply in the message. */
  reply_id: string | null;
  /** When the reply was erased. The body is blanked as soon as no delivery waits for it. */
  erased_at: number | null;
  /** The length of the chain of pushes that caused the message, itself included. */
  hop: number;
}

/** One message on its way to one endpoint. */
export interface PushDeliveryTable {
  company_id: string;
  endpoint_id: string;
  position: number;
  ticket_id: string;
  state: 'waiting' | 'delivered' | 'given_up';
  due_at: number;
  /** Failed tries since it was made or replayed. */
  tries: number;
  /** All tries ever. */
  attempts: number;
  /** The first failure of this round of tries. */
  failing_since: number | null;
  /** The claim under which it is being tried; "" for none. */
  lease: string;
  lease_until: number;
  /** When it was delivered or given up. */
  settled_at: number | null;
}

export interface PushAttemptTable {
  company_id: string;
  endpoint_id: string;
  position: number;
  /** From 1. */
  number: number;
  started_at: number;
  took_ms: number;
  status: number | null;
  fault: string | null;
  fault_text: string;
  /** The first kilobyte of the receiver's answer. */
  answer: string;
  /** The time of receipt as the receiver states it. */
  received_at: string;
}

/** A successful call with an Idempotency-Key. A repetition within a day gets the same answer. */
export interface AnsweredCallTable {
  company_id: string;
  app_id: string;
  key: string;
  /** SHA-256 of the endpoint and its parameters, hex. */
  fingerprint: string;
  /** JSON of the answer, without its envelope. */
  answer: string;
  at: number;
}

/** How often erasures made the export of a day invalid. Files of an earlier revision are invalid. */
export interface ExportRevisionTable {
  company_id: string;
  /** `yyyy-MM-dd` in the company's zone. */
  day: string;
  revision: number;
}

/** When some node last began a round of the task. */
export interface TaskTurnTable {
  name: string;
  taken_at: number;
}

/** How far a file was imported by a release that numbered the lines. Later releases only read it. */
export interface ImportProgressTable {
  company_id: string;
  /** What is imported and the SHA-256 of the file: `tickets:3f…`. */
  source: string;
  /** The last line that was processed. */
  line: number;
  /** JSON list of the faults of the last lines, which a killed import may not have reported. */
  faults: string;
}

/** A row of a file that was imported, so that no later import writes it a second time. */
export interface ImportedRowTable {
  company_id: string;
  /** A fingerprint of the row, of its number or of its `recordid` (import/marks.ts). */
  mark: string;
  /** The id of the run of `gongdan import` that wrote the row. */
  run: string;
}
