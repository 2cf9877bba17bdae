/** Remembers which messages were received. Implement it with a database to remember them after a restart. */
export interface SeenMessages {
  /**
   * Runs `receive` unless a run for this id has succeeded before. If a run for this id is under way, waits for that run,
   * and fails if it fails. After a failed run, the next call runs `receive` again.
   */
  once(id: string, receive: () => Promise<void>): Promise<void>;
}

/** Remembers the last `most` messages in memory, until the process ends. */
export function seenInMemory(most = 10_000): SeenMessages {
  const received = new Map<string, Promise<void>>();
  return {
    once(id, receive) {
      const known = received.get(id);
      if (known) return known;
      const receiving = receive();
      received.set(id, receiving);
      receiving.catch(() => received.delete(id));
      const [oldest] = received.keys();
      if (received.size > most && oldest !== undefined) received.delete(oldest);
      return receiving;
    },
  };
}
