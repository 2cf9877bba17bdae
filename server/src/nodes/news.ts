import type { Reactor, Subscribe, TicketListener, TicketNews } from '../context.ts';

/** Who on this node wants to hear what happens to tickets. */
export interface News {
  /** Tells of each event after its commit. */
  readonly follow: Reactor;
  readonly subscribe: Subscribe;
  /** The companies that somebody here listens to. */
  watched(): string[];
  isWatched(companyId: string): boolean;
  /** Tells the listeners of this node. */
  tell(companyId: string, news: TicketNews): void;
  /** Lets other nodes take part, too. */
  join(others: Others): void;
}

export interface Others {
  /** Something happened on this node. */
  tell(companyId: string, news: TicketNews): void;
  /** Somebody here listens to a company that nobody here listened to. */
  want(): void;
}

/** Nothing is kept: who does not listen hears nothing, and a listener that throws is its own concern. */
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
