import Type from 'typebox';
import { words } from '../values.ts';
import { conditions, sort } from './condition.ts';
import { consoleEndpoint } from './endpoint.ts';

/** The agents who see the view: the whole company, a group, or only the one who made it. */
const owner = Type.Union([
  Type.Object({ type: Type.Literal('company') }),
  Type.Object({ type: Type.Literal('group'), groupId: Type.String() }),
  Type.Object({ type: Type.Literal('agent') }),
]);

export const view = Type.Object({
  /** Views that come with the product have fixed ids: open, mine, my-groups, unassigned, status-0, status-1 … */
  id: Type.String(),
  /** Empty for views that come with the product: the console names them in its own language. */
  name: Type.String(),
  builtIn: Type.Boolean(),
  owner,
  all: conditions,
  sort,
  /** True when the caller may change or remove the view. */
  editable: Type.Boolean(),
});

export const listViews = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/views',
  access: 'agent',
  parameters: Type.Object({}),
  answer: Type.Object({ views: Type.Array(view) }),
  title: words('视图', 'Views').words,
  problems: [],
});

/** Counts the tickets of every view. Counts below `most` are exact; a count of `most` means that many or more. */
export const countViews = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/views/counts',
  access: 'agent',
  parameters: Type.Object({}),
  answer: Type.Object({
    most: Type.Integer(),
    counts: Type.Array(Type.Object({ viewId: Type.String(), tickets: Type.Integer() })),
  }),
  title: words('视图中的工单数', 'Number of tickets in each view').words,
  problems: [],
});

/**
 * Creates a view, or changes the one that `viewId` names. Every agent may save private views and the views of the agent's
 * own groups. Supervisors and admins may also save those of the company and of all groups.
 */
export const saveView = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/views/save',
  access: 'agent',
  parameters: Type.Object({
    viewId: Type.Optional(Type.String()),
    name: Type.String({ minLength: 1, maxLength: 50 }),
    owner,
    all: conditions,
    sort,
  }),
  answer: Type.Object({ view }),
  title: words('保存视图', 'Save a view').words,
  problems: ['view_unknown', 'role_lacking', 'request_refused'],
});

export const removeView = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/views/remove',
  access: 'agent',
  parameters: Type.Object({ viewId: Type.String() }),
  answer: Type.Object({}),
  title: words('删除视图', 'Remove a view').words,
  problems: ['view_unknown', 'role_lacking'],
});
