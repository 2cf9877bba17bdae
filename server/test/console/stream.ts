import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { type LiveNotices, streamPath } from '@gongdan/contract/console';
import type { Browser } from './browser.ts';

/** A notice that came through the stream. */
export interface Heard {
  readonly event: keyof LiveNotices;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A stream of server-sent events, as a browser reads it. */
export interface Stream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** All notices received so far. */
  readonly heard: readonly Heard[];
  /**
   * Resolves to the first notice of the kind that fits, of those received so far and within the next five seconds.
   * Rejects when there is none.
   */
  next<Event extends keyof LiveNotices>(
    event: Event,
    fits?: (data: LiveNotices[Event]) => boolean,
  ): Promise<LiveNotices[Event]>;
  /** Resolves when this many notices were received; rejects after five seconds. */
  hears(count: number): Promise<void>;
  /** Resolves when the stream has ended, whichever side ended it. */
  readonly ended: Promise<unknown>;
  /** Stops reading, without closing the connection. */
  stall(): void;
  /** Continues reading. */
  resume(): void;
  close(): void;
}

const patienceMs = 5000;

export async function openStream(
  url: string,
  { cookie }: Pick<Browser, 'cookie'>,
  windowId: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Stream> {
  const asked: ClientRequest = request(`${url}${streamPath}?windowId=${windowId}`, { headers: { cookie, ...headers } });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  asked.on('error', () => {});
  const ended = new Promise((resolve) => response.on('close', resolve).on('error', resolve));
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (text + chunk).split('\n\n');
    text = parts.pop()!;
    for (const part of parts) {
      const lines = new Map(part.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]));
      const event = lines.get('event') as keyof LiveNotices | undefined;
      if (event) heard.push({ event, data: JSON.parse(lines.get('data')!) });
    }
    for (const check of waiting) check();
  });

  function until(find: () => Heard | undefined, sought: string): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(check);
        const last = JSON.stringify(heard.slice(-5));
        reject(new Error(`no ${sought} was heard, only ${heard.length}, in the end ${last}`));
      }, patienceMs);
      function check() {
        const one = find();
        if (!one) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve(one);
      }
      waiting.add(check);
      check();
    });
  }

  return {
    status: response.statusCode!,
    headers: response.headers,
    heard,
    ended,
    next(event, fits = () => true) {
      const find = () => heard.find((one) => one.event === event && fits(one.data as never));
      return until(find, event).then(({ data }) => data as never);
    },
    async hears(count) {
      await until(() => heard[count - 1], `number ${count}`);
    },
    stall: () => response.pause(),
    resume: () => response.resume(),
    close: () => response.destroy(),
  };
}
