import type { LiveNotices } from '@gongdan/contract/console';

/** That a window has a ticket open. */
export interface Sighting {
  readonly companyId: string;
  readonly ticketId: string;
  readonly agentId: string;
  readonly windowId: string;
  readonly doing: 'viewing' | 'typing' | 'gone';
  /** Of the session by which it was told. */
  readonly sessionHash: string;
}

type Entry = Sighting & { readonly doing: 'viewing' | 'typing'; readonly until: number };

type Notice = LiveNotices['presence'];

const livesMs = 30_000;
const mostPerSession = 20;

/** A ticket that other people look at than before. */
export interface Change {
  readonly companyId: string;
  readonly ticketId: string;
}

/** Who has which ticket open, in memory. Each function answers where something changed. */
export interface Presence {
  see(sighting: Sighting): readonly Change[];
  /** Forgets what was not told again. */
  forgetOld(): readonly Change[];
  forgetSession(sessionHash: string): readonly Change[];
  /** What a window that is closed had told. */
  toldBy(window: Pick<Sighting, 'sessionHash' | 'agentId' | 'windowId'>): readonly Sighting[];
  /** As one window is told it: without that window itself, each person once. */
  noticeFor(change: Change, windowId: string): Notice;
  has(change: Change, windowId: string): boolean;
}

export function makePresence(elapsed: () => number): Presence {
  const tickets = new Map<string, Map<string, Entry>>();
  const bySession = new Map<string, Set<Entry>>();

  function put(entry: Entry): void {
    const key = keyOf(entry);
    const windows = tickets.get(key) ?? new Map<string, Entry>();
    tickets.set(key, windows.set(windowOf(entry), entry));
    const told = bySession.get(entry.sessionHash) ?? new Set();
    bySession.set(entry.sessionHash, told.add(entry));
  }

  function remove(entry: Entry): void {
    const key = keyOf(entry);
    const windows = tickets.get(key);
    windows?.delete(windowOf(entry));
    if (windows?.size === 0) tickets.delete(key);
    const told = bySession.get(entry.sessionHash);
    told?.delete(entry);
    if (told?.size === 0) bySession.delete(entry.sessionHash);
  }

  function removeAll(entries: readonly Entry[]): readonly Change[] {
    for (const entry of entries) remove(entry);
    return entries;
  }

  return {
    see(sighting) {
      const { doing, sessionHash } = sighting;
      const before = tickets.get(keyOf(sighting))?.get(windowOf(sighting));
      if (before) remove(before);
      if (doing === 'gone') return before ? [sighting] : [];
      put({ ...sighting, doing, until: elapsed() + livesMs });
      const told = [...bySession.get(sessionHash)!];
      const beyond = removeAll(told.slice(0, Math.max(0, told.length - mostPerSession)));
      return before?.doing === doing ? beyond : [sighting, ...beyond];
    },
    forgetOld() {
      const at = elapsed();
      const all = [...tickets.values()].flatMap((windows) => [...windows.values()]);
      return removeAll(all.filter(({ until }) => until <= at));
    },
    forgetSession: (sessionHash) => removeAll([...(bySession.get(sessionHash) ?? [])]),
    toldBy: (window) =>
      [...(bySession.get(window.sessionHash) ?? [])].filter((entry) => windowOf(entry) === windowOf(window)),
    noticeFor(change, windowId) {
      const people = new Map<string, 'viewing' | 'typing'>();
      for (const entry of tickets.get(keyOf(change))?.values() ?? []) {
        if (entry.windowId === windowId || people.get(entry.agentId) === 'typing') continue;
        people.set(entry.agentId, entry.doing);
      }
      return { ticketId: change.ticketId, people: [...people].map(([agentId, doing]) => ({ agentId, doing })) };
    },
    has: (change, windowId) =>
      [...(tickets.get(keyOf(change))?.values() ?? [])].some((entry) => entry.windowId === windowId),
  };
}

function keyOf({ companyId, ticketId }: Change): string {
  return JSON.stringify([companyId, ticketId]);
}

function windowOf({ agentId, windowId }: Pick<Sighting, 'agentId' | 'windowId'>): string {
  return JSON.stringify([agentId, windowId]);
}
