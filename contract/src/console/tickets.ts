import Type from 'typebox';
import { words } from '../values.ts';
import { conditions, sort } from './condition.ts';
import { consoleEndpoint } from './endpoint.ts';
import { customerInput } from './people.ts';
import { event, reply, ticket } from './ticket.ts';
import { ticketRow } from './ticket-row.ts';

/** Returns one page of the tickets that fit a view, conditions, or both. */
export const listTickets = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/tickets',
  access: 'agent',
  parameters: Type.Object({
    viewId: Type.Optional(Type.String()),
    /** Must hold in addition to the view's own conditions. */
    all: Type.Optional(conditions),
    /** Replaces the view's own order. */
    sort: Type.Optional(sort),
    /** `next` of the previous page. */
    after: Type.Optional(Type.String({ maxLength: 512 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({
    tickets: Type.Array(ticketRow),
    /** Where the next page begins; null on the last page. */
    next: Type.Union([Type.String(), Type.Null()]),
  }),
  title: words('工单列表', 'Tickets').words,
  problems: ['view_unknown', 'request_refused'],
});

/** Returns the ticket with this id or, when no id is given, with this number. One of them is mandatory. */
export const getTicket = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/ticket',
  access: 'agent',
  parameters: Type.Object({ id: Type.Optional(Type.String()), number: Type.Optional(Type.String()) }),
  answer: Type.Object({ ticket }),
  title: words('工单', 'A ticket').words,
  problems: ['ticket_unknown'],
});

/** Returns the 50 replies that precede the cursor `before`, oldest first. Replies are ordered by time, then by id. */
export const listReplies = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/ticket/replies',
  access: 'agent',
  parameters: Type.Object({
    id: Type.String(),
    /** `olderReplies` of the ticket, or `older` of the previous page. */
    before: Type.String({ maxLength: 512 }),
  }),
  answer: Type.Object({
    replies: Type.Array(reply),
    /** Where the next page begins; null on the last page. */
    older: Type.Union([Type.String(), Type.Null()]),
  }),
  title: words('更早的回复', 'Older replies of a ticket').words,
  problems: ['ticket_unknown', 'request_refused'],
});

/** Returns the 50 events that precede the version `before`, oldest first. */
export const listEvents = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/ticket/events',
  access: 'agent',
  parameters: Type.Object({
    id: Type.String(),
    /** `olderEvents` of the ticket, or `older` of the previous page. */
    before: Type.Integer({ minimum: 1 }),
  }),
  answer: Type.Object({
    events: Type.Array(event),
    older: Type.Union([Type.Integer(), Type.Null()]),
  }),
  title: words('更早的更新日志', 'Older events of a ticket').words,
  problems: ['ticket_unknown', 'request_refused'],
});

const fieldInputs = Type.Array(Type.Object({ fieldId: Type.String(), value: Type.String({ maxLength: 5000 }) }), {
  maxItems: 200,
});

/** Addresses of uploads. */
const addresses = Type.Array(Type.String({ maxLength: 2048 }), { maxItems: 50 });

const replyInput = Type.Object({
  content: Type.String({ maxLength: 5000 }),
  visibility: Type.Union([Type.Literal('public'), Type.Literal('internal')]),
  files: addresses,
});

export const createTicket = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/tickets/create',
  access: 'agent',
  parameters: Type.Object({
    /** A repeated call with the same key creates no second ticket. */
    requestKey: Type.String({ minLength: 8, maxLength: 64 }),
    title: Type.String({ minLength: 1, maxLength: 100 }),
    content: Type.String({ maxLength: 5000 }),
    categoryId: Type.String(),
    status: Type.Integer(),
    level: Type.Integer(),
    groupId: Type.Optional(Type.String()),
    agentId: Type.Optional(Type.String()),
    customerId: Type.Optional(Type.String()),
    /** Created in the same transaction when no `customerId` is given. */
    newCustomer: Type.Optional(customerInput),
    fields: fieldInputs,
    files: addresses,
  }),
  answer: Type.Object({ id: Type.String(), number: Type.String() }),
  title: words('新建工单', 'Create a ticket').words,
  problems: ['request_refused', 'status_unknown', 'move_forbidden', 'agent_not_in_group', 'region_unknown'],
});

/** The properties that an agent can set. Those left out keep their values. */
const edits = {
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  content: Type.Optional(Type.String({ maxLength: 5000 })),
  status: Type.Optional(Type.Integer()),
  level: Type.Optional(Type.Integer()),
  groupId: Type.Optional(Type.String()),
  /** "" removes the agent and keeps the group. */
  agentId: Type.Optional(Type.String()),
  fields: Type.Optional(fieldInputs),
};

/** Edits a ticket and, when `reply` is given, replies to it. Both become one event. */
export const updateTicket = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/tickets/update',
  access: 'agent',
  parameters: Type.Object({
    requestKey: Type.String({ minLength: 8, maxLength: 64 }),
    id: Type.String(),
    /** The version that the caller saw. When it is no longer current, the answer is `ticket_changed_meanwhile`. */
    version: Type.Optional(Type.Integer()),
    reply: Type.Optional(replyInput),
    ...edits,
  }),
  /** The ticket's version after the call. */
  answer: Type.Object({ version: Type.Integer() }),
  title: words('回复或编辑工单', 'Reply to or edit a ticket').words,
  problems: [
    'ticket_unknown',
    'ticket_changed_meanwhile',
    'ticket_closed',
    'move_forbidden',
    'status_unknown',
    'agent_not_in_group',
    'request_refused',
    'region_unknown',
  ],
});

export const remindTicket = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/tickets/remind',
  access: 'agent',
  parameters: Type.Object({
    requestKey: Type.String({ minLength: 8, maxLength: 64 }),
    id: Type.String(),
    content: Type.String({ maxLength: 5000 }),
  }),
  answer: Type.Object({ version: Type.Integer() }),
  title: words('催单', 'Send a reminder for a ticket').words,
  problems: ['ticket_unknown', 'move_forbidden'],
});

/**
 * Makes the same change to many tickets, each as an update of its own. With `preview` nothing is changed, and the
 * answer says what the call would do.
 */
export const updateTickets = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/tickets/update-many',
  access: 'agent',
  parameters: Type.Object({
    /** A repeated call with the same key changes no ticket a second time, and lists it in `changed` again. */
    requestKey: Type.String({ minLength: 8, maxLength: 64 }),
    preview: Type.Boolean(),
    ids: Type.Array(Type.String(), { minItems: 1, maxItems: 200 }),
    set: Type.Object({
      status: edits.status,
      level: edits.level,
      groupId: edits.groupId,
      agentId: edits.agentId,
    }),
    reply: Type.Optional(replyInput),
  }),
  answer: Type.Object({
    changed: Type.Array(Type.String()),
    /** Tickets that already have the wanted values. */
    unchanged: Type.Array(Type.String()),
    refused: Type.Array(Type.Object({ id: Type.String(), reason: Type.String(), text: Type.String() })),
  }),
  title: words('批量处理', 'Update many tickets').words,
  problems: [],
});

export const changeCustomer = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/tickets/change-customer',
  access: 'agent',
  parameters: Type.Object({
    requestKey: Type.String({ minLength: 8, maxLength: 64 }),
    id: Type.String(),
    customerId: Type.String(),
  }),
  answer: Type.Object({ version: Type.Integer() }),
  title: words('更换客户', 'Move a ticket to another customer').words,
  problems: ['ticket_unknown', 'customer_unknown'],
});

/** Stores a file. To attach it, send its `address` in `files`. The wire's `file_str` has addresses of the same form. */
export const uploadFile = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/upload',
  access: 'agent',
  upload: true,
  parameters: Type.Object({}),
  answer: Type.Object({ address: Type.String(), name: Type.String(), size: Type.Integer(), image: Type.Boolean() }),
  title: words('上传附件', 'Upload an attachment').words,
  problems: ['body_too_large', 'parameter_missing'],
});
