import Type, { type Static } from 'typebox';
import { words } from '../values.ts';
import { consoleEndpoint } from './endpoint.ts';

/**
 * Reports that a window has a ticket open, or with `gone` that it has left the ticket. An open window repeats its report
 * every 15 s; the server forgets the report 30 s after the last repetition.
 */
export const tellPresence = consoleEndpoint({
  method: 'POST',
  path: '/api/console/1/presence',
  access: 'agent',
  parameters: Type.Object({
    /** Identifies one window of one browser. */
    windowId: Type.String({ maxLength: 64 }),
    ticketId: Type.String({ maxLength: 64 }),
    doing: Type.Union([Type.Literal('viewing'), Type.Literal('typing'), Type.Literal('gone')]),
  }),
  answer: Type.Object({}),
  title: words('正在查看或输入', 'Report viewing or typing').words,
  problems: [],
});

/** `ticket`: something happened to the ticket. */
export const ticketNotice = Type.Object({
  ticketId: Type.String(),
  version: Type.Integer(),
  kind: Type.String(),
  at: Type.Integer(),
});

/** `presence`: everyone who has the ticket open now, except the window that receives this notice. */
export const presenceNotice = Type.Object({
  ticketId: Type.String(),
  people: Type.Array(
    Type.Object({ agentId: Type.String(), doing: Type.Union([Type.Literal('viewing'), Type.Literal('typing')]) }),
  ),
});

/**
 * The notices of the event stream at `streamPath?windowId=`. In the stream, `event` is the name of a notice, and `data`
 * is its JSON.
 * - `catalog`: people or the catalog changed;
 * - `views`: saved views changed;
 * - `missed`: notices may have been lost, so the console must reload everything that it shows;
 * - `ended`: the session has ended.
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
