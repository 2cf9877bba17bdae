import type { LiveNotices } from '@gongdan/contract/console';

/** A report that a window has a ticket open, or with `gone` that it has left the ticket. */
export interface Sighting {
  readonly companyId: string;
  readonly ticketId: string;
  readonly agentId: string;
  readonly windowId: string;
  readonly doing: 'viewing' | 'typing' | 'gone';
  /** The hash of the session that reported it. */
  readonly sessionHash: string;
}

type Entry = Sighting & { readonly doing: 'viewing' | 'typing'; readonly until: number };

type Notice = LiveNotices['presence'];

/** A sighting is forgotten after this time. An open window reports its tickets again before that. */
const livesMs = 30_000;
/** When a session has more tickets open, its oldest sightings are dropped. */
const mostPerSession = 20;

/** A ticket on which other people are present than before, or the same ones do something else. */
export interface Change {
  readonly companyId: string;
  readonly ticketId: string;
}

/** Knows who has which ticket open, in memory. */
export class Presence {
  readonly #elapsed: () => number;
  /** Ticket → window → its sighting. */
  readonly #tickets = new Map<string, Map<string, Entry>>();
  readonly #bySession = new Map<string, Set<Entry>>();

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** Notes a sighting. Returns the tickets on which something changed. */
  see(sighting: Sighting): readonly Change[] {
    const { doing, sessionHash } = sighting;
    const before = this.#tickets.get(keyOf(sighting))?.get(windowOf(sighting));
    if (before) this.#remove(before);
    if (doing === 'gone') return before ? [sighting] : [];
    this.#put({ ...sighting, doing, until: this.#elapsed() + livesMs });
    const own = [...this.#bySession.get(sessionHash)!];
    const beyond = this.#removeAll(own.slice(0, Math.max(0, own.length - mostPerSession)));
    return before?.doing === doing ? beyond : [sighting, ...beyond];
  }

  /** Removes sightings that were not reported again in time. Returns the tickets on which something changed. */
  forgetOld(): readonly Change[] {
    const at = this.#elapsed();
    const all = [...this.#tickets.values()].flatMap((windows) => [...windows.values()]);
    return this.#removeAll(all.filter(({ until }) => until <= at));
  }

  /** Removes all sightings of a session. Returns the tickets on which something changed. */
  forgetSession(sessionHash: string): readonly Change[] {
    return this.#removeAll([...(this.#bySession.get(sessionHash) ?? [])]);
  }

  /** The tickets that a window has open. */
  seenIn(window: Pick<Sighting, 'sessionHash' | 'agentId' | 'windowId'>): readonly Sighting[] {
    return [...(this.#bySession.get(window.sessionHash) ?? [])].filter((entry) => windowOf(entry) === windowOf(window));
  }

  /** Makes the notice for one window: everybody who has the ticket open in another window, each person once. */
  noticeFor(change: Change, windowId: string): Notice {
    const people = new Map<string, 'viewing' | 'typing'>();
    for (const entry of this.#tickets.get(keyOf(change))?.values() ?? []) {
      if (entry.windowId === windowId || people.get(entry.agentId) === 'typing') continue;
      people.set(entry.agentId, entry.doing);
    }
    return { ticketId: change.ticketId, people: [...people].map(([agentId, doing]) => ({ agentId, doing })) };
  }

  /** True when the window has the ticket open. */
  has(change: Change, windowId: string): boolean {
    return [...(this.#tickets.get(keyOf(change))?.values() ?? [])].some((entry) => entry.windowId === windowId);
  }

  #put(entry: Entry): void {
    const key = keyOf(entry);
    const windows = this.#tickets.get(key) ?? new Map<string, Entry>();
    this.#tickets.set(key, windows.set(windowOf(entry), entry));
    const own = this.#bySession.get(entry.sessionHash) ?? new Set();
    this.#bySession.set(entry.sessionHash, own.add(entry));
  }

  #remove(entry: Entry): void {
    const key = keyOf(entry);
    const windows = this.#tickets.get(key);
    windows?.delete(windowOf(entry));
    if (windows?.size === 0) this.#tickets.delete(key);
    const own = this.#bySession.get(entry.sessionHash);
    own?.delete(entry);
    if (own?.size === 0) this.#bySession.delete(entry.sessionHash);
  }

  #removeAll(entries: readonly Entry[]): readonly Change[] {
    for (const entry of entries) this.#remove(entry);
    return entries;
  }
}

function keyOf({ companyId, ticketId }: Change): string {
  return JSON.stringify([companyId, ticketId]);
}

function windowOf({ agentId, windowId }: Pick<Sighting, 'agentId' | 'windowId'>): string {
  return JSON.stringify([agentId, windowId]);
}
