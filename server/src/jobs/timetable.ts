/** Work that is repeated. It may run on several nodes at once, and again after a crash in its middle. */
export interface Task {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
}

export interface Timetable {
  /** Starts every task that is not running, and resolves when all runs under way are done. */
  runAll(): Promise<void>;
  /** Begins nothing more, and waits for the tasks under way. */
  stop(): Promise<void>;
}

/** Called with each run that failed. The task runs again at its next time. */
export type ReportTask = (task: string, error: unknown) => void;

/**
 * Runs each task every `everyMs`, for the first time after one such interval. While a run of a task is under way, no
 * other run of the task begins.
 */
export function startTimetable(tasks: readonly Task[], report: ReportTask): Timetable {
  const underWay = new Map<Task, Promise<void>>();

  function begin(task: Task): Promise<void> {
    const known = underWay.get(task);
    if (known) return known;
    const running = perform(task).finally(() => underWay.delete(task));
    underWay.set(task, running);
    return running;
  }

  async function perform(task: Task): Promise<void> {
    try {
      await task.run();
    } catch (error) {
      report(task.name, error);
    }
  }

  const timers = tasks.map((task) => setInterval(begin, task.everyMs, task).unref());
  return {
    async runAll() {
      await Promise.all(tasks.map(begin));
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(underWay.values());
    },
  };
}
