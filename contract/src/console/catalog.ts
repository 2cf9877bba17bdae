import Type from 'typebox';
import { words } from '../values.ts';
import { consoleEndpoint } from './endpoint.ts';
import { agent, group } from './people.ts';

export const status = Type.Object({
  code: Type.Integer(),
  name: Type.String(),
  /** 1 new, 2 in progress, 3 waiting for the customer, 4 paused, 5 resolved, 6 closed, 7 deleted. */
  type: Type.Integer(),
  /** Tickets that have a retired status keep it, but no ticket can be set to it. */
  retired: Type.Boolean(),
});

export const level = Type.Object({ code: Type.Integer(), name: Type.String() });

/** A category in the tree. Only leaves take tickets. */
export const category = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** null at the top level. */
  parentId: Type.Union([Type.String(), Type.Null()]),
  /** Names from the root joined by "/". */
  path: Type.String(),
  leaf: Type.Boolean(),
  /** A retired category takes no new tickets. */
  retired: Type.Boolean(),
  /** The category's own template, or else that of its nearest ancestor that has one; null when none has. */
  templateId: Type.Union([Type.String(), Type.Null()]),
});

export const option = Type.Object({
  id: Type.String(),
  /** "" at the top level. */
  parentId: Type.String(),
  name: Type.String(),
  value: Type.String(),
  leaf: Type.Boolean(),
});

export const field = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** 1 line, 2 text, 3 date, 4 time, 5 number, 6 select, 7 checkboxes, 8 radio, 9 cascade, 11 region, 12 date and time. */
  type: Type.Integer(),
  required: Type.Boolean(),
  /** True when only integrations set the value: the console shows it read-only. */
  partner: Type.Boolean(),
  min: Type.Union([Type.Number(), Type.Null()]),
  max: Type.Union([Type.Number(), Type.Null()]),
  options: Type.Array(option),
});

export const template = Type.Object({ id: Type.String(), name: Type.String(), fieldIds: Type.Array(Type.String()) });

export const getCatalog = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/catalog',
  access: 'agent',
  parameters: Type.Object({}),
  answer: Type.Object({
    /** Grows with every change of people or catalog. */
    revision: Type.Integer(),
    statuses: Type.Array(status),
    levels: Type.Array(level),
    categories: Type.Array(category),
    templates: Type.Array(template),
    fields: Type.Array(field),
    groups: Type.Array(group),
    agents: Type.Array(agent),
  }),
  title: words('企业的字典', 'The catalog of the company').words,
  problems: [],
});

export const listRegions = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/regions',
  access: 'agent',
  parameters: Type.Object({
    /** Without it, the provinces are listed. */
    parentId: Type.Optional(Type.String()),
  }),
  answer: Type.Object({
    regions: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), leaf: Type.Boolean() })),
  }),
  title: words('下一级地区', 'The regions below one').words,
  problems: ['region_unknown'],
});
