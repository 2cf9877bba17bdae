import type { Logger } from 'pino';
import type { Subscribe } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { loadCompany } from '../../people/company.ts';
import type { Session, Sessions } from '../../people/sessions.ts';
import type { Snapshots } from '../../snapshots.ts';
import { type Hall, openHall } from './hall.ts';
import type { Listener } from './listener.ts';
import { type Change, Presence, type Sighting } from './presence.ts';

const beatEveryMs = 15_000;
const lookEveryMs = 1000;
const mostOfAgent = 10;

/** The channels on which nodes tell each other what concerns open windows. */
export type LiveWord = 'presence' | 'views_changed' | 'session_ended';

export interface LiveParts {
  readonly subscribe: Subscribe;
  readonly snapshots: Snapshots;
  readonly sessions: Sessions;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly log: Logger;
  readonly tellNodes: (channel: LiveWord, word: string) => void;
}

/** Tells the open windows of agents what happens, on this node and on the others. */
export interface Live {
  /** Throws Problem `rate_limited` when the agent has ten windows open on this node. */
  demandRoom(member: Pick<Listener, 'companyId' | 'agentId'>): void;
  /** Tells the listener everything from now on. Returns a function that stops it. */
  listen(listener: Listener, revision: number): () => void;
  /** Notes that a window opened or left a ticket, or that somebody types in it. */
  see(sighting: Sighting): void;
  /** Says that saved views of the company were changed. To be called after the commit. */
  viewsChanged(companyId: string): void;
  /** Tells the windows of an ended session so, closes them, and removes their presence. */
  sessionEnded(session: Session): void;
  /** Tells every window to read again, because messages of other nodes may have been lost. */
  missed(): void;
  /** Handles a message of another node, by its channel. */
  readonly hear: Readonly<Record<LiveWord, (word: string) => void>>;
  /** Closes every stream. Browsers reconnect to another node. */
  close(): void;
}

export function openLive(parts: LiveParts): Live {
  return new LiveHalls(parts);
}

class LiveHalls implements Live {
  readonly #parts: LiveParts;
  readonly #seen: Presence;
  readonly #halls = new Map<string, Hall>();
  /** When the session of a listener ends, as it was read last. */
  readonly #expiry = new WeakMap<Listener, number>();
  readonly #stopFollowing: () => void;
  readonly #beats: NodeJS.Timeout;
  readonly #looks: NodeJS.Timeout;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#seen = new Presence(parts.elapsed);
    this.#stopFollowing = parts.snapshots.follow((companyId) => {
      const hall = this.#halls.get(companyId);
      if (hall) this.#lookAtCompany(companyId, hall).catch(this.#report);
    });
    this.#beats = setInterval(() => this.#beat(), beatEveryMs).unref();
    this.#looks = setInterval(() => this.#look(), lookEveryMs).unref();
  }

  readonly hear = {
    presence: (word: string) => {
      const sighting = JSON.parse(word) as Sighting;
      this.#tellPresence(this.#seen.see(sighting), sighting);
    },
    views_changed: (companyId: string) => this.#halls.get(companyId)?.tellAll('views', {}),
    session_ended: (hash: string) => this.#endSession(hash),
  };

  demandRoom({ companyId, agentId }: Pick<Listener, 'companyId' | 'agentId'>): void {
    const own = [...(this.#halls.get(companyId)?.listeners ?? [])].filter((other) => other.agentId === agentId);
    if (own.length >= mostOfAgent) throw new Problem('rate_limited', `more than ${mostOfAgent} windows are open`);
  }

  listen(listener: Listener, revision: number): () => void {
    const { companyId } = listener;
    const hall = this.#halls.get(companyId) ?? openHall(this.#parts.subscribe, companyId, revision);
    this.#halls.set(companyId, hall);
    hall.listeners.add(listener);
    return () => {
      hall.listeners.delete(listener);
      this.#forgetWindow(listener);
      if (hall.listeners.size > 0 || this.#halls.get(companyId) !== hall) return;
      this.#halls.delete(companyId);
      hall.close();
    };
  }

  see(sighting: Sighting): void {
    this.#tellPresence(this.#seen.see(sighting), sighting);
    this.#parts.tellNodes('presence', JSON.stringify(sighting));
  }

  viewsChanged(companyId: string): void {
    this.#halls.get(companyId)?.tellAll('views', {});
    this.#parts.tellNodes('views_changed', companyId);
  }

  sessionEnded({ hash }: Session): void {
    this.#endSession(hash);
    this.#parts.tellNodes('session_ended', hash);
  }

  missed(): void {
    for (const hall of this.#halls.values()) hall.tellAll('missed', {});
  }

  close(): void {
    clearInterval(this.#beats);
    clearInterval(this.#looks);
    this.#stopFollowing();
    for (const listener of this.#listeners()) listener.end();
    for (const hall of this.#halls.values()) hall.close();
  }

  #listeners(): readonly Listener[] {
    return [...this.#halls.values()].flatMap((hall) => [...hall.listeners]);
  }

  #beat(): void {
    const all = this.#listeners();
    for (const listener of all) listener.beat();
    this.#endDead(all).catch(this.#report);
  }

  #look(): void {
    const at = this.#parts.now();
    this.#tellPresence(this.#seen.forgetOld());
    const expired = this.#listeners().filter((one) => (this.#expiry.get(one) ?? one.session.expiresAt) <= at);
    this.#endDead(expired).catch(this.#report);
  }

  /** Tells the windows that have one of the tickets open who else has. `by` is the window that caused the change. */
  #tellPresence(changes: readonly Change[], by?: Sighting): void {
    for (const change of changes) {
      for (const listener of this.#halls.get(change.companyId)?.listeners ?? []) {
        if (!this.#seen.has(change, listener.windowId) && listener.windowId !== by?.windowId) continue;
        listener.tell('presence', JSON.stringify(this.#seen.noticeFor(change, listener.windowId)));
      }
    }
  }

  /** A window that was closed, or whose machine is gone, has no ticket open any more. */
  #forgetWindow({ session, agentId, windowId }: Listener): void {
    const open = this.#seen.seenIn({ sessionHash: session.hash, agentId, windowId });
    for (const sighting of open) this.see({ ...sighting, doing: 'gone' });
  }

  #endSession(hash: string): void {
    for (const listener of this.#listeners().filter(({ session }) => session.hash === hash)) {
      listener.tell('ended', '{}');
      listener.end();
    }
    this.#tellPresence(this.#seen.forgetSession(hash));
  }

  /** Reads the sessions of these listeners, and closes the streams of those that have ended, for whatever reason. */
  async #endDead(all: readonly Listener[]): Promise<void> {
    if (all.length === 0) return;
    const living = await this.#parts.sessions.living(all.map(({ session }) => session.hash));
    for (const listener of all) {
      const expiresAt = living.get(listener.session.hash);
      if (expiresAt === undefined) this.#endSession(listener.session.hash);
      else this.#expiry.set(listener, expiresAt);
    }
  }

  async #lookAtCompany(companyId: string, hall: Hall): Promise<void> {
    const { revision } = await this.#parts.snapshots.get(companyId, loadCompany);
    if (revision === hall.revision) return;
    hall.revision = revision;
    hall.tellAll('catalog', { revision });
    await this.#endDead([...hall.listeners]);
  }

  readonly #report = (err: unknown): void => {
    this.#parts.log.warn({ err }, 'the sessions of open windows could not be checked');
  };
}
