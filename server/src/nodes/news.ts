import type { Reactor, Subscribe, TicketListener, TicketNews } from '../context.ts';

/** The listeners on this node that get news of tickets. */
export interface News {
  /** Sends news of each event to the listeners after its commit. */
  readonly follow: Reactor;
  readonly subscribe: Subscribe;
  /** The companies that have a listener on this node. */
  watched(): string[];
  isWatched(companyId: string): boolean;
  /** Sends news to the listeners of this node only. */
  tell(companyId: string, news: TicketNews): void;
  /** Passes news of this node to the other nodes from now on. */
  join(others: Others): void;
}

/** The other nodes, as the news of this node sees them. */
export interface Others {
  /** Passes on news of an event that happened on this node. */
  tell(companyId: string, news: TicketNews): void;
  /** Called when a company gets its first listener on this node. */
  want(): void;
}

/**
 * Opens the news of this node. Nothing is stored: news that comes while nobody listens is lost. When a listener throws,
 * the other listeners still get the news.
 */
export function openNews(report: (error: unknown) => void): News {
  const listeners = new Map<string, Set<TicketListener>>();
  let others: Others = { tell() {}, want() {} };

  function tell(companyId: string, news: TicketNews): void {
    for (const listener of listeners.get(companyId) ?? []) {
      try {
        listener(news);
      } catch (error) {
        report(error);
      }
    }
  }

  return {
    tell,
    async follow(tx, { event: { ticketId, version, kind, at } }) {
      const companyId = tx.company.id;
      tx.afterCommit(() => {
        const news = { ticketId, version, kind, at };
        tell(companyId, news);
        others.tell(companyId, news);
      });
    },
    subscribe(companyId, listener) {
      const known = listeners.get(companyId);
      const all = known ?? new Set();
      listeners.set(companyId, all.add(listener));
      if (!known) others.want();
      return () => {
        all.delete(listener);
        if (all.size === 0 && listeners.get(companyId) === all) listeners.delete(companyId);
      };
    },
    watched: () => [...listeners.keys()],
    isWatched: (companyId) => listeners.has(companyId),
    join(them) {
      others = them;
    },
  };
}
