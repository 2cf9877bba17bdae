import { Problem } from '../errors.ts';

/** Lets makings come one after the other, and gives those who want the same thing the same one. */
export interface Turns {
  /**
   * Runs `make` in its turn. A making of the same key that waits is joined; one that has begun only when it will
   * do: what happened since its beginning may be missing from it.
   */
  take(key: string, begunWillDo: boolean, make: () => Promise<void>): Promise<void>;
}

interface Making {
  begun: boolean;
  readonly done: Promise<void>;
}

export function turns(most: number): Turns {
  const makings = new Map<string, Making>();
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();

  function begin(key: string, make: () => Promise<void>): Making {
    const done = last.then(() => {
      making.begun = true;
      waiting -= 1;
      return make();
    });
    const making: Making = { begun: false, done };
    waiting += 1;
    makings.set(key, making);
    last = done.catch(() => {}).then(() => forget(key, making));
    return making;
  }

  function forget(key: string, making: Making): void {
    if (makings.get(key) === making) makings.delete(key);
  }

  return {
    async take(key, begunWillDo, make) {
      const known = makings.get(key);
      if (known && (begunWillDo || !known.begun)) return known.done;
      if (waiting >= most) throw new Problem('overloaded', 'too many exports are waiting');
      return begin(key, make).done;
    },
  };
}
