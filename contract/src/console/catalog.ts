import Type from 'typebox';
import { words } from '../values.ts';
import { consoleEndpoint } from './endpoint.ts';
import { agent, group } from './people.ts';

export const status = Type.Object({
  code: Type.Integer(),
  name: Type.String(),
  /** 1 new, 2 in progress, 3 waiting for the customer, 4 paused, 5 resolved, 6 closed, 7 deleted. */
  type: Type.Integer(),
  /** Tickets may still have it; none is given it any more. */
  retired: Type.Boolean(),
});

export const level = Type.Object({ code: Type.Integer(), name: Type.String() });

/** A place in the tree of categories; tickets are made at leaves. */
export const category = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** null at the root. */
  parentId: Type.Union([Type.String(), Type.Null()]),
  /** Names from the root joined by "/". */
  path: Type.String(),
  leaf: Type.Boolean(),
  /** Takes no new tickets. */
  retired: Type.Boolean(),
  /** Its own template or the nearest ancestor's. */
  templateId: Type.Union([Type.String(), Type.Null()]),
});

export const option = Type.Object({
  id: Type.String(),
  /** "" at the root. */
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
  /** Given by integrations; shown, not edited. */
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
  title: words('企业的字典', 'What the company can choose from').words,
  problems: [],
});

export const listRegions = consoleEndpoint({
  method: 'GET',
  path: '/api/console/1/regions',
  access: 'agent',
  parameters: Type.Object({
    /** Left out: the provinces. */
    parentId: Type.Optional(Type.String()),
  }),
  answer: Type.Object({
    regions: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), leaf: Type.Boolean() })),
  }),
  title: words('下一级地区', 'The regions below one').words,
  problems: ['region_unknown'],
});
