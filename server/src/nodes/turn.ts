import type { Database } from '../db/database.ts';
import type { Task } from '../jobs/timetable.ts';

/** A run may come a tenth of the interval too early, because timers of several nodes never fire at the same moment. */
const tolerance = 0.1;

/** Makes a task that runs once per `everyMs` among all nodes, on the node that asks first. */
export function inTurn(db: Database, now: () => number, task: Task): Task {
  return {
    ...task,
    async run() {
      if (await takeTurn(db, task, now())) await task.run();
    },
  };
}

/**
 * True when this node may run the task now. When a node dies in the middle of a run, the task runs again only after the
 * next interval.
 */
async function takeTurn(db: Database, { name, everyMs }: Task, at: number): Promise<boolean> {
  const taken = await db.write(`task:${name}`, ({ query }) =>
    query
      .insertInto('task_turn')
      .values({ name, taken_at: at })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ taken_at: at })
          // If the last turn lies in the future, the clock was set back since then.
          .where(({ or, eb }) =>
            or([
              eb('task_turn.taken_at', '<=', at - everyMs * (1 - tolerance)),
              eb('task_turn.taken_at', '>', at + everyMs * tolerance),
            ]),
          ),
      )
      .returning('name')
      .execute(),
  );
  return taken.length > 0;
}
