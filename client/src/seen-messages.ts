/** Which messages were received. One that lives longer than the process can be kept in a database. */
export interface SeenMessages {
  /**
   * Runs `receive` unless it has run for this id before; when it is running at the moment, waits for its end and fails
   * as it does. A failed one doesn't count.
   */
  once(id: string, receive: () => Promise<void>): Promise<void>;
}

/** Remembers the last `most` messages, as long as the process lives. */
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
