import type { Logger } from 'pino';
import type { Subscribe } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { loadCompany } from '../../people/company.ts';
import type { Session, Sessions } from '../../people/sessions.ts';
import type { Snapshots } from '../../snapshots.ts';
import { type CompanyListeners, openCompanyListeners } from './company-listeners.ts';
import type { Listener } from './listener.ts';
import { type Change, Presence, type Sighting } from './presence.ts';

const beatEveryMs = 15_000;
const checkEveryMs = 1000;
const mostOfAgent = 10;

/** The channels of the messages between nodes that concern open windows. */
export type LiveChannel = 'presence' | 'views_changed' | 'session_ended';

export interface LiveParts {
  readonly subscribe: Subscribe;
  readonly snapshots: Snapshots;
  readonly sessions: Sessions;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly log: Logger;
  readonly tellNodes: (channel: LiveChannel, message: string) => void;
}

/**
 * Sends notices to the open windows of agents, about what happens on this node and on the others. A notice is an event
 * of the stream, such as `ticket` or `views`.
 */
export interface Live {
  /** Throws Problem `rate_limited` when the agent has ten windows open on this node already. */
  demandRoom(member: Pick<Listener, 'companyId' | 'agentId'>): void;
  /** Sends all notices to the listener from now on. `revision` is the company's. Returns a function that ends this. */
  listen(listener: Listener, revision: number): () => void;
  /**
   * Notes that a window opened or left a ticket, or that its agent types there, and tells the windows that show the
   * ticket.
   */
  see(sighting: Sighting): void;
  /** Says that saved views of the company were changed. To be called after the commit. */
  viewsChanged(companyId: string): void;
  /** Tells the windows of a session that it has ended, closes their streams, and removes their presence. */
  sessionEnded(session: Session): void;
  /** Tells every window to read again, because messages of other nodes may have been lost. */
  missed(): void;
  /** Channel → the function that handles a message of another node. */
  readonly hear: Readonly<Record<LiveChannel, (message: string) => void>>;
  /** The lines for `/metrics`, in the text form of Prometheus. */
  readonly describe: () => string;
  /** Closes every stream. Browsers reconnect to another node. */
  close(): void;
}

export function openLive(parts: LiveParts): Live {
  return new LiveStreams(parts);
}

class LiveStreams implements Live {
  readonly #parts: LiveParts;
  readonly #presence: Presence;
  readonly #companies = new Map<string, CompanyListeners>();
  /** Listener → when its session expires, as the store said last. */
  readonly #expiry = new WeakMap<Listener, number>();
  readonly #stopFollowing: () => void;
  readonly #beats: NodeJS.Timeout;
  readonly #checks: NodeJS.Timeout;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#presence = new Presence(parts.elapsed);
    this.#stopFollowing = parts.snapshots.follow((companyId) => {
      const company = this.#companies.get(companyId);
      if (company) this.#checkCompany(companyId, company).catch(this.#report);
    });
    this.#beats = setInterval(() => this.#beat(), beatEveryMs).unref();
    this.#checks = setInterval(() => this.#check(), checkEveryMs).unref();
  }

  readonly hear = {
    presence: (message: string) => {
      const sighting = JSON.parse(message) as Sighting;
      this.#tellPresence(this.#presence.see(sighting), sighting);
    },
    views_changed: (companyId: string) => this.#companies.get(companyId)?.tellAll('views', {}),
    session_ended: (hash: string) => this.#endSession(hash),
  };

  demandRoom({ companyId, agentId }: Pick<Listener, 'companyId' | 'agentId'>): void {
    const own = [...(this.#companies.get(companyId)?.listeners ?? [])].filter((other) => other.agentId === agentId);
    if (own.length >= mostOfAgent) throw new Problem('rate_limited', `more than ${mostOfAgent} windows are open`);
  }

  listen(listener: Listener, revision: number): () => void {
    const { companyId } = listener;
    const company = this.#companies.get(companyId) ?? openCompanyListeners(this.#parts.subscribe, companyId, revision);
    this.#companies.set(companyId, company);
    company.listeners.add(listener);
    return () => {
      company.listeners.delete(listener);
      this.#forgetWindow(listener);
      if (company.listeners.size > 0 || this.#companies.get(companyId) !== company) return;
      this.#companies.delete(companyId);
      company.close();
    };
  }

  see(sighting: Sighting): void {
    this.#tellPresence(this.#presence.see(sighting), sighting);
    this.#parts.tellNodes('presence', JSON.stringify(sighting));
  }

  viewsChanged(companyId: string): void {
    this.#companies.get(companyId)?.tellAll('views', {});
    this.#parts.tellNodes('views_changed', companyId);
  }

  sessionEnded({ hash }: Session): void {
    this.#endSession(hash);
    this.#parts.tellNodes('session_ended', hash);
  }

  missed(): void {
    for (const company of this.#companies.values()) company.tellAll('missed', {});
  }

  readonly describe = (): string =>
    [
      '# HELP gongdan_live_streams Open windows of the console that this node sends news to.',
      '# TYPE gongdan_live_streams gauge',
      `gongdan_live_streams ${this.#listeners().length}`,
      '',
    ].join('\n');

  close(): void {
    clearInterval(this.#beats);
    clearInterval(this.#checks);
    this.#stopFollowing();
    for (const listener of this.#listeners()) listener.end();
    for (const company of this.#companies.values()) company.close();
  }

  #listeners(): readonly Listener[] {
    return [...this.#companies.values()].flatMap((company) => [...company.listeners]);
  }

  #beat(): void {
    const all = this.#listeners();
    for (const listener of all) listener.beat();
    this.#endDead(all).catch(this.#report);
  }

  #check(): void {
    const at = this.#parts.now();
    this.#tellPresence(this.#presence.forgetOld());
    const expired = this.#listeners().filter((one) => (this.#expiry.get(one) ?? one.session.expiresAt) <= at);
    this.#endDead(expired).catch(this.#report);
  }

  /**
   * Tells each window that has one of the changed tickets open who else has it open. `by` is the window that caused the
   * change. It gets the message as well, even if it has just left the ticket.
   */
  #tellPresence(changes: readonly Change[], by?: Sighting): void {
    for (const change of changes) {
      for (const listener of this.#companies.get(change.companyId)?.listeners ?? []) {
        if (!this.#presence.has(change, listener.windowId) && listener.windowId !== by?.windowId) continue;
        listener.tell('presence', JSON.stringify(this.#presence.noticeFor(change, listener.windowId)));
      }
    }
  }

  /** Removes the presence of a window whose stream has ended. */
  #forgetWindow({ session, agentId, windowId }: Listener): void {
    const open = this.#presence.seenIn({ sessionHash: session.hash, agentId, windowId });
    for (const sighting of open) this.see({ ...sighting, doing: 'gone' });
  }

  #endSession(hash: string): void {
    for (const listener of this.#listeners().filter(({ session }) => session.hash === hash)) {
      listener.tell('ended', '{}');
      listener.end();
    }
    this.#tellPresence(this.#presence.forgetSession(hash));
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

  async #checkCompany(companyId: string, company: CompanyListeners): Promise<void> {
    const { revision } = await this.#parts.snapshots.get(companyId, loadCompany);
    if (revision === company.revision) return;
    company.revision = revision;
    company.tellAll('catalog', { revision });
    await this.#endDead([...company.listeners]);
  }

  readonly #report = (err: unknown): void => {
    this.#parts.log.warn({ err }, 'the sessions of open windows could not be checked');
  };
}
