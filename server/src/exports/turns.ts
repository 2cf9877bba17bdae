import { Problem } from '../errors.ts';

/** Runs jobs one after the other. Callers with the same key share one job. */
export interface Turns {
  /**
   * Runs `job` in its turn, or joins a waiting job of the same key. With `begunWillDo` it also joins a job that has
   * begun, whose result may lack what happened since then.
   */
  take(key: string, begunWillDo: boolean, job: () => Promise<void>): Promise<void>;
}

interface Job {
  begun: boolean;
  readonly done: Promise<void>;
}

export function makeTurns(most: number): Turns {
  const jobs = new Map<string, Job>();
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();

  function begin(key: string, run: () => Promise<void>): Job {
    const done = last.then(() => {
      job.begun = true;
      waiting -= 1;
      return run();
    });
    const job: Job = { begun: false, done };
    waiting += 1;
    jobs.set(key, job);
    last = done.catch(() => {}).then(() => forget(key, job));
    return job;
  }

  function forget(key: string, job: Job): void {
    if (jobs.get(key) === job) jobs.delete(key);
  }

  return {
    async take(key, begunWillDo, run) {
      const known = jobs.get(key);
      if (known && (begunWillDo || !known.begun)) return known.done;
      if (waiting >= most) throw new Problem('overloaded', 'too many exports are waiting');
      return begin(key, run).done;
    },
  };
}
