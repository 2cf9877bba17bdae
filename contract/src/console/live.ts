import Type, { type Static } from 'typebox';
import { words } from '../values.ts';
import { consoleEndpoint } from './endpoint.ts';

/** Who has a ticket open, told again every 15 s while it lasts and forgotten after 30. */
export const tellPresence = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/presence',
  access: 'agent',
  parameters: Type.Object({
    /** One window of one browser. */
    windowId: Type.String({ maxLength: 64 }),
    ticketId: Type.String({ maxLength: 64 }),
    doing: Type.Union([Type.Literal('viewing'), Type.Literal('typing'), Type.Literal('gone')]),
  }),
  answer: Type.Object({}),
  title: words('正在查看或输入', 'Tell that one views or types').words,
  problems: [],
});

/** `ticket`: something happened to it. */
export const ticketNotice = Type.Object({
  ticketId: Type.String(),
  version: Type.Integer(),
  kind: Type.String(),
  at: Type.Integer(),
});

/** `presence`: everybody who has that ticket open now, but for the window told to. */
export const presenceNotice = Type.Object({
  ticketId: Type.String(),
  people: Type.Array(
    Type.Object({ agentId: Type.String(), doing: Type.Union([Type.Literal('viewing'), Type.Literal('typing')]) }),
  ),
});

/**
 * What the stream of server-sent events at `streamPath?windowId=` says: its `event` names one of these, its `data` is
 * the JSON. `catalog` tells of a change of people or catalog, `views` of saved views, `missed` that something may have
 * been missed (all that is shown should be read again), `ended` that the session has.
 */
export interface LiveNotices {
  ticket: Static<typeof ticketNotice>;
  presence: Static<typeof presenceNotice>;
  catalog: { revision: number };
  views: Record<never, never>;
  missed: Record<never, never>;
  ended: Record<never, never>;
}

export const streamPath = '/api/console/1/stream';
