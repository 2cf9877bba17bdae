import type { Logger } from 'pino';
import type { Subscribe } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { loadCompany } from '../../people/company.ts';
import type { Session, Sessions } from '../../people/sessions.ts';
import type { Snapshots } from '../../snapshots.ts';
import { type Hall, openHall } from './hall.ts';
import type { Listener } from './listener.ts';
import { type Change, makePresence, type Sighting } from './presence.ts';

const beatEveryMs = 15_000;
const lookEveryMs = 1000;
const mostOfAgent = 10;

/** What nodes tell each other for those who listen on another. */
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

/** What the windows of agents are told while they are open, on this node and from all. */
export interface Live {
  /** Throws Problem `rate_limited` when the agent has too many windows open here. */
  demandRoom(member: Pick<Listener, 'companyId' | 'agentId'>): void;
  /** Answers how to stop. */
  listen(listener: Listener, revision: number): () => void;
  /** Somebody opened, left, or types at a ticket. */
  see(sighting: Sighting): void;
  /** Saved views of the company were changed; to be called after the commit. */
  viewsChanged(companyId: string): void;
  /** The session was ended: its windows are told so, and its presence goes. */
  sessionEnded(session: Session): void;
  /** Words of other nodes may have been lost. */
  missed(): void;
  readonly hear: Readonly<Record<LiveWord, (word: string) => void>>;
  /** Lets all go, who will come again at another node. */
  close(): void;
}

export function openLive({ subscribe, snapshots, sessions, now, elapsed, log, tellNodes }: LiveParts): Live {
  const halls = new Map<string, Hall>();
  const seen = makePresence(elapsed);
  const expiry = new WeakMap<Listener, number>();

  const listeners = () => [...halls.values()].flatMap((hall) => [...hall.listeners]);

  function tellPresence(changes: readonly Change[], but?: Sighting): void {
    for (const change of changes) {
      for (const listener of halls.get(change.companyId)?.listeners ?? []) {
        if (!seen.has(change, listener.windowId) && listener.windowId !== but?.windowId) continue;
        listener.tell('presence', JSON.stringify(seen.noticeFor(change, listener.windowId)));
      }
    }
  }

  function see(sighting: Sighting): void {
    tellPresence(seen.see(sighting), sighting);
    tellNodes('presence', JSON.stringify(sighting));
  }

  /** A window that is closed, or whose machine is gone, looks at nothing any more. */
  function leave({ session, agentId, windowId }: Listener): void {
    const told = seen.toldBy({ sessionHash: session.hash, agentId, windowId });
    for (const sighting of told) see({ ...sighting, doing: 'gone' });
  }

  function endSession(hash: string): void {
    for (const listener of listeners().filter(({ session }) => session.hash === hash)) {
      listener.tell('ended', '{}');
      listener.end();
    }
    tellPresence(seen.forgetSession(hash));
  }

  /** Ends the sessions among those who listen that are over for whatever reason. */
  async function endDead(all: readonly Listener[]): Promise<void> {
    if (all.length === 0) return;
    const living = await sessions.living(all.map(({ session }) => session.hash));
    for (const listener of all) {
      const expiresAt = living.get(listener.session.hash);
      if (expiresAt === undefined) endSession(listener.session.hash);
      else expiry.set(listener, expiresAt);
    }
  }

  function report(err: unknown): void {
    log.warn({ err }, 'whether those who listen may do so could not be read');
  }

  async function lookAtCompany(companyId: string, hall: Hall): Promise<void> {
    const { revision } = await snapshots.get(companyId, loadCompany);
    if (revision === hall.revision) return;
    hall.revision = revision;
    hall.tellAll('catalog', { revision });
    await endDead([...hall.listeners]);
  }

  const stopFollowing = snapshots.follow((companyId) => {
    const hall = halls.get(companyId);
    if (hall) lookAtCompany(companyId, hall).catch(report);
  });
  const beats = setInterval(() => {
    const all = listeners();
    for (const listener of all) listener.beat();
    endDead(all).catch(report);
  }, beatEveryMs).unref();
  const looks = setInterval(() => {
    const at = now();
    tellPresence(seen.forgetOld());
    endDead(listeners().filter((one) => (expiry.get(one) ?? one.session.expiresAt) <= at)).catch(report);
  }, lookEveryMs).unref();

  return {
    demandRoom({ companyId, agentId }) {
      const own = [...(halls.get(companyId)?.listeners ?? [])].filter((other) => other.agentId === agentId);
      if (own.length >= mostOfAgent) throw new Problem('rate_limited', `more than ${mostOfAgent} windows are open`);
    },
    listen(listener, revision) {
      const { companyId } = listener;
      const hall = halls.get(companyId) ?? openHall(subscribe, companyId, revision);
      halls.set(companyId, hall);
      hall.listeners.add(listener);
      return () => {
        hall.listeners.delete(listener);
        leave(listener);
        if (hall.listeners.size > 0 || halls.get(companyId) !== hall) return;
        halls.delete(companyId);
        hall.close();
      };
    },
    see,
    viewsChanged(companyId) {
      halls.get(companyId)?.tellAll('views', {});
      tellNodes('views_changed', companyId);
    },
    sessionEnded({ hash }) {
      endSession(hash);
      tellNodes('session_ended', hash);
    },
    missed() {
      for (const hall of halls.values()) hall.tellAll('missed', {});
    },
    hear: {
      presence: (word) => {
        const sighting = JSON.parse(word) as Sighting;
        tellPresence(seen.see(sighting), sighting);
      },
      views_changed: (companyId) => halls.get(companyId)?.tellAll('views', {}),
      session_ended: endSession,
    },
    close() {
      clearInterval(beats);
      clearInterval(looks);
      stopFollowing();
      for (const listener of listeners()) listener.end();
      for (const hall of halls.values()) hall.close();
    },
  };
}
